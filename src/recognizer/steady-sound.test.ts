import { expect, test } from 'vitest';
import { randomFrom } from './seeded-random';
import { isSteady } from './steady-sound';

const random = randomFrom(3);
/** Ten seconds of noise at this level, 1.5 dB up and down by chance. */
const noise = (levelDb: number): Float32Array =>
  Float32Array.from({ length: 1000 }, () => levelDb + 3 * (random() - 0.5));
const withEvent = (energiesDb: Float32Array, frames: number, levelDb: number): Float32Array =>
  energiesDb.fill(levelDb, 400, 400 + frames);

test('silence and even noise are steady, whatever their level', () => {
  for (const levelDb of [-100, -60, -20]) expect(isSteady(noise(levelDb))).toBe(true);
});

test('a syllable that stands out is enough to be heard, wherever it is', () => {
  expect(isSteady(withEvent(noise(-60), 10, -54))).toBe(false);
  const atEnd = noise(-60);
  expect(isSteady(atEnd.fill(-50, 992))).toBe(false);
});

test('a single loud frame is a click', () => {
  expect(isSteady(withEvent(noise(-60), 1, -45))).toBe(true);
});

test('hiss below what can be heard is no event in digital silence', () => {
  expect(isSteady(withEvent(new Float32Array(1000).fill(-100), 100, -85))).toBe(true);
});

test('nobody knows of a second whether it is steady', () => {
  expect(isSteady(noise(-60).subarray(0, 100))).toBe(false);
});
