import { expose } from 'comlink';
import type { MoonshineManifest } from '../../src/contract/model-manifest';
import { MEL_BINS, SAMPLE_RATE_HZ } from '../../src/features/audio-format';
import { StreamingLogMel } from '../../src/features/log-mel';
import type { Utterance, UtteranceEngine } from '../../src/recognizer/acoustic-model';
import { MoonshineEngine } from '../../src/recognizer/moonshine-engine';
import { OnnxSession } from '../../src/recognizer/onnx-session';
import type { ComparisonWorker, EngineInfo } from './comparison';
import { WhisperEngine, type WhisperDecoding } from './whisper-engine';

const MOONSHINE_URL = '/models/moonshine-tiny';
const WHISPER_URL = '/training/data/whisper-tiny.en-onnx';

const engines = new Map<string, UtteranceEngine>();
let clip: Utterance | undefined;

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function open(
  encoderUrl: string,
  decoderUrl: string,
  build: (encoder: OnnxSession, decoder: OnnxSession) => UtteranceEngine,
): Promise<EngineInfo> {
  const files = await Promise.all(
    [encoderUrl, decoderUrl].map(async (url) => new Uint8Array(await (await fetchOk(url)).arrayBuffer())),
  );
  const sessions: OnnxSession[] = [];
  for (const file of files) sessions.push(await OnnxSession.open(file, 'wasm'));
  const [encoder, decoder] = sessions;
  if (encoder === undefined || decoder === undefined) throw new Error('no sessions');
  const engine = build(encoder, decoder);
  engines.set(engine.id, engine);
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  return { id: engine.id, bytes };
}

const worker: ComparisonWorker = {
  async open() {
    const manifest = (await (await fetchOk(`${MOONSHINE_URL}/manifest.json`)).json()) as MoonshineManifest;
    const pieces = (await (await fetchOk(`${MOONSHINE_URL}/tokens.json`)).json()) as string[];
    const decoding = (await (await fetchOk(`${WHISPER_URL}/whisper.json`)).json()) as WhisperDecoding;
    return [
      await open(`${MOONSHINE_URL}/encoder.onnx`, `${MOONSHINE_URL}/decoder.onnx`, (encoder, decoder) => {
        return new MoonshineEngine(manifest, pieces, encoder, decoder);
      }),
      await open(`${WHISPER_URL}/encoder.onnx`, `${WHISPER_URL}/decoder.onnx`, (encoder, decoder) => {
        return new WhisperEngine(decoding, encoder, decoder);
      }),
    ];
  },

  load(samples) {
    const data = new StreamingLogMel().push(samples);
    clip = { samples, data, frames: data.length / MEL_BINS };
    return Promise.resolve((1000 * samples.length) / SAMPLE_RATE_HZ);
  },

  async transcribe(engineId) {
    const engine = engines.get(engineId);
    if (clip === undefined || engine === undefined) throw new Error(`nothing loaded for ${engineId}`);
    const startMs = performance.now();
    const { text } = await engine.transcribe(clip);
    return { text, waitMs: performance.now() - startMs };
  },
};

expose(worker);
