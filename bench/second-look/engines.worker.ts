import { expose } from 'comlink';
import { MEL_BINS, SAMPLE_RATE_HZ } from '../../src/features/audio-format';
import { StreamingLogMel } from '../../src/features/log-mel';
import type { Utterance, UtteranceEngine } from '../../src/recognizer/acoustic-model';
import type { ComparisonWorker, EngineInfo } from './comparison';
import { OPENERS } from './engines';

const engines = new Map<string, UtteranceEngine>();
let clip: Utterance | undefined;

const worker: ComparisonWorker = {
  async open(ids) {
    const opened: EngineInfo[] = [];
    for (const id of ids) {
      const open = OPENERS[id];
      if (open === undefined)
        throw new Error(`no engine ${id}; there are ${Object.keys(OPENERS).join(', ')}`);
      const { engine, bytes } = await open();
      engines.set(id, engine);
      opened.push({ id, bytes });
    }
    return opened;
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
