import { expect, test } from 'vitest';
import { HOP_SAMPLES, MEL_BINS } from '../features/audio-format';
import type { Utterance } from './acoustic-model';
import { FakeVoiceModel } from './fake-voice-model';
import { isSpoken } from './spoken-segment';

/** Samples hold the number of their frame; from `loudFrom` on the sound is louder by 20 dB. */
function segment(frames: number, loudFrom = frames): Utterance {
  const data = new Float32Array(frames * MEL_BINS).fill(-6).fill(-4, loudFrom * MEL_BINS);
  const samples = Float32Array.from({ length: frames * HOP_SAMPLES }, (_, index) =>
    Math.floor(index / HOP_SAMPLES),
  );
  return { frames, data, samples };
}

const voiced = (from: number, to: number) => new FakeVoiceModel((frame) => frame >= from && frame < to);

test('a voice late in a segment is heard, all samples before it once and in order', async () => {
  const model = voiced(950, 980);
  expect(await isSpoken(model, segment(990, 940))).toBe(true);
  expect(model.heard).toEqual([...segment(990).samples]);
});

test('once a voice was heard, the rest is not asked for', async () => {
  const model = voiced(20, 2000);
  expect(await isSpoken(model, segment(2400, 1200))).toBe(true);
  expect(model.heard.length).toBeLessThan(250 * HOP_SAMPLES);
});

test('steady sound never reaches the voice detector; a sound that changes does', async () => {
  const model = voiced(0, 0);
  expect(await isSpoken(model, segment(2400))).toBe(false);
  expect(model.heard).toEqual([]);
  expect(await isSpoken(model, segment(2399, 1000))).toBe(false);
  expect(model.heard).toHaveLength(2399 * HOP_SAMPLES);
});

test('without a voice detector anything may be speech', async () => {
  expect(await isSpoken(undefined, segment(2400))).toBe(true);
});
