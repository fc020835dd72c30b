import { describe, expect, it } from 'vitest';
import type { WhisperManifest } from '../contract/model-manifest';
import type { SpokenLanguage } from '../contract/recognizer-api';
import { MEL_BINS } from '../features/audio-format';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';
import { WhisperEngine } from './whisper-engine';

const PIECES = [
  'Ġone',
  'Ġtwo',
  'Ġthree',
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|de|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|nospeech|>',
  '<|notimestamps|>',
];
const id = (piece: string): number => PIECES.indexOf(piece);
const ONE = 0;
const TWO = 1;
const THREE = 2;
const END = id('<|endoftext|>');
const START = id('<|startoftranscript|>');
const EN = id('<|en|>');
const DE = id('<|de|>');
const TRANSLATE = id('<|translate|>');
const TRANSCRIBE = id('<|transcribe|>');
const NO_SPEECH = id('<|nospeech|>');
const NO_TIMES = id('<|notimestamps|>');
const AUDIO_FRAMES = 50;

const MANIFEST: WhisperManifest = {
  schema: 1,
  kind: 'whisper',
  id: 'whisper-test',
  version: '0',
  name: 'Test',
  licence: 'MIT',
  languages: ['en', 'de'],
  files: [],
  window: { minFrames: 40, maxFrames: 3000, paddingFrames: 20 },
  decoder: {
    layers: 1,
    heads: 1,
    headSize: 1,
    alignmentHeads: 1,
    prompt: [4, 5, 8, 10],
    endId: 3,
    maxTokens: 40,
    maxTokensPerSecond: 40,
    suppressed: [4],
    suppressedFirst: [3],
  },
};

type Inputs = Readonly<Record<string, InputTensor>>;

class FakeEncoder implements TensorRunner {
  disposals = 0;
  dims: readonly number[] = [];

  run(inputs: Inputs, outputs: readonly string[]): Promise<OutputTensor[]> {
    this.dims = inputs['log_mel']?.dims ?? [];
    return Promise.resolve(outputs.map(() => ({ data: new Float32Array(1), dims: [1, 1, 1, 1] })));
  }

  dispose(): Promise<void> {
    this.disposals++;
    return Promise.resolve();
  }
}

/** What it wants to write after the tokens that it has read; and which tokens it was given. */
class FakeDecoder implements TensorRunner {
  disposals = 0;
  readonly read: number[] = [];

  /** @param next scores by token, of the token that follows those read in this cache. */
  constructor(private readonly next: (read: readonly number[]) => Readonly<Record<number, number>>) {}

  run(inputs: Inputs, outputs: readonly string[]): Promise<OutputTensor[]> {
    const token = Number((inputs['token']?.data as BigInt64Array)[0]);
    const past = Array.from((inputs['past.0.key']?.data ?? new Float32Array()) as Float32Array);
    const tokens = [...past, token];
    this.read.push(token);
    const logits = new Float32Array(PIECES.length);
    for (const [id, score] of Object.entries(this.next(tokens))) logits[Number(id)] = score;
    const attention = new Float32Array(AUDIO_FRAMES);
    // Listens ten frames further on for each token that it writes.
    attention.fill(1, 10 * Math.max(0, tokens.length - 4), 10 * Math.max(0, tokens.length - 4) + 10);
    return Promise.resolve(
      outputs.map((name) => {
        if (name === 'logits') return { data: logits, dims: [1, 1, PIECES.length] };
        if (name === 'attention') return { data: attention, dims: [1, AUDIO_FRAMES] };
        return { data: Float32Array.from(tokens), dims: [1, 1, tokens.length, 1] };
      }),
    );
  }

  dispose(): Promise<void> {
    this.disposals++;
    return Promise.resolve();
  }
}

/** Writes these tokens after the prompt, sure of each by this score. */
const writes =
  (script: readonly number[], score = 20) =>
  (read: readonly number[]): Readonly<Record<number, number>> => ({
    [script[read.length - 4] ?? END]: score,
  });

const utterance = (frames: number) => ({
  frames,
  data: new Float32Array(frames * MEL_BINS),
  samples: new Float32Array(frames * 160),
});

function engineOf(decoder: FakeDecoder, spoken?: SpokenLanguage) {
  const encoder = new FakeEncoder();
  return { encoder, decoder, engine: new WhisperEngine(MANIFEST, PIECES, { encoder, decoder }, spoken) };
}

describe('WhisperEngine', () => {
  it('writes words with times from what it listened to', async () => {
    const { engine, encoder } = engineOf(new FakeDecoder(writes([ONE, TWO, THREE])));
    const { text, words, language } = await engine.transcribe(utterance(80));
    expect(text).toBe('one two three');
    expect(language).toBe('en');
    expect(words.map(({ span }) => span?.startMs)).toEqual([0, 200, 400]);
    expect(words.every(({ confidence }) => confidence > 0.99)).toBe(true);
    expect(encoder.dims).toEqual([1, 100, MEL_BINS]);
  });

  it('gives the encoder an even number of frames, and no fewer than it wants', async () => {
    const { engine, encoder } = engineOf(new FakeDecoder(writes([0])));
    await engine.transcribe(utterance(5));
    expect(encoder.dims[1]).toBe(40);
    await engine.transcribe(utterance(81));
    expect(encoder.dims[1]).toBe(100);
  });

  it('refuses more than its window', async () => {
    const { engine } = engineOf(new FakeDecoder(writes([0])));
    await expect(engine.transcribe(utterance(3001))).rejects.toThrow(RangeError);
  });

  it('is told the language and the task', async () => {
    const { engine, decoder } = engineOf(new FakeDecoder(writes([0])), { language: 'de', translate: true });
    const { language, translatedFrom } = await engine.transcribe(utterance(80));
    expect(decoder.read.slice(0, 4)).toEqual([START, DE, TRANSLATE, NO_TIMES]);
    expect({ language, translatedFrom }).toEqual({ language: 'en', translatedFrom: 'de' });
  });

  it('tells the language from the sound, and keeps the last one where in doubt', async () => {
    let heard: Readonly<Record<number, number>> = { [DE]: 20, [EN]: 1 };
    const next = (read: readonly number[]) => (read.length === 1 ? heard : writes([0])(read));
    const { engine, decoder } = engineOf(new FakeDecoder(next), { language: 'auto', translate: false });
    expect((await engine.transcribe(utterance(80))).language).toBe('de');
    expect(decoder.read.slice(0, 4)).toEqual([START, DE, TRANSCRIBE, NO_TIMES]);
    heard = { [DE]: 1, [EN]: 1.1 };
    expect((await engine.transcribe(utterance(80))).language).toBe('de');
    heard = { [EN]: 20 };
    expect((await engine.transcribe(utterance(80))).language).toBe('en');
  });

  it('never chooses what is suppressed, nor an end before the first word', async () => {
    const next = (read: readonly number[]) =>
      read.length === 4 ? { [END]: 30, [START]: 40, [TWO]: 20 } : { [END]: 20 };
    const { engine } = engineOf(new FakeDecoder(next));
    expect((await engine.transcribe(utterance(80))).text).toBe('two');
  });

  it('writes nothing where it hears silence and is unsure of its words', async () => {
    const unsure = { [ONE]: 0.2 };
    const silence = (read: readonly number[]) => (read.length === 1 ? { [NO_SPEECH]: 20 } : unsure);
    expect((await engineOf(new FakeDecoder(silence)).engine.transcribe(utterance(80))).words).toEqual([]);
    const sure = (read: readonly number[]) => (read.length === 1 ? { [NO_SPEECH]: 20 } : writes([ONE])(read));
    expect((await engineOf(new FakeDecoder(sure)).engine.transcribe(utterance(80))).text).toBe('one');
  });

  it('tries again, more freely, where it runs in circles', async () => {
    // Likelier than the end after each word; at a temperature the end is drawn soon.
    const circles = (read: readonly number[]) => (read.length < 4 ? {} : { [ONE]: 3, [END]: 2.5 });
    const { engine } = engineOf(new FakeDecoder(circles));
    const { words } = await engine.transcribe(utterance(100));
    // The first try, cut, would be one word.
    expect(words.length).toBeGreaterThan(1);
    expect(words.length).toBeLessThan(12);
  });

  it('cuts circles that it cannot leave after their first round', async () => {
    const { engine } = engineOf(new FakeDecoder((read) => (read.length < 4 ? {} : { [ONE]: 50 })));
    expect((await engine.transcribe(utterance(100))).text).toBe('one');
  });

  it('stops when nobody waits any more', async () => {
    const { engine } = engineOf(new FakeDecoder(writes([0, 1, 2])));
    await expect(engine.transcribe(utterance(80), AbortSignal.abort())).rejects.toThrow();
  });

  it('closes both sessions', async () => {
    const { engine, encoder, decoder } = engineOf(new FakeDecoder(writes([0])));
    await engine.dispose();
    expect([encoder.disposals, decoder.disposals]).toEqual([1, 1]);
  });
});
