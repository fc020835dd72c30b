import { expect, test } from 'vitest';
import { normaliseRunningPeak } from './normalisation';

const SETTINGS = { kind: 'running-peak', initialPeak: 0, decayPerFrame: 0.5, dynamicRange: 8 } as const;

/** The value that scales to the given one: inverse of (x + 4) / 4. */
const scaled = (value: number) => (value + 4) / 4;

function rows(logMel: readonly (readonly number[])[]): number[][] {
  const melBins = logMel[0]?.length ?? 1;
  const { data } = normaliseRunningPeak(Float32Array.from(logMel.flat()), melBins, SETTINGS);
  return logMel.map((_, frame) => [...data.subarray(frame * melBins, (frame + 1) * melBins)]);
}

test('a louder frame lifts the peak, and with it the floor, at once', () => {
  expect(rows([[2, -20]])).toEqual([[scaled(2), scaled(2 - 8)]]);
});

test('the peak decays from its start, frame by frame', () => {
  expect(rows([[-20], [-20], [-20]])).toEqual([[scaled(-8.5)], [scaled(-9)], [scaled(-9.5)]]);
});

test('after a loud frame the floor comes down by the decay, not to the start', () => {
  const [, quiet, quieter] = rows([[3], [-20], [-20]]);
  expect(quiet).toEqual([scaled(3 - 0.5 - 8)]);
  expect(quieter).toEqual([scaled(3 - 1 - 8)]);
});

test('what comes later does not change earlier frames', () => {
  const [alone] = rows([[-1, -6]]);
  const [first] = rows([
    [-1, -6],
    [4, 4],
  ]);
  expect(first).toEqual(alone);
});

test('goes on from the peak of an earlier call as if it were one', () => {
  const logMel = Float32Array.from([3, -20, -20, -1, -20, -20]);
  const whole = normaliseRunningPeak(logMel, 2, SETTINGS);
  const first = normaliseRunningPeak(logMel.subarray(0, 4), 2, SETTINGS);
  const second = normaliseRunningPeak(logMel.subarray(4), 2, SETTINGS, first.peaks[1]);
  expect([...first.data, ...second.data]).toEqual([...whole.data]);
  expect([...first.peaks, ...second.peaks]).toEqual([...whole.peaks]);
});

test('without a peak, each call starts anew and leaves its input as it was', () => {
  const logMel = Float32Array.from([3, -20]);
  const before = logMel.slice();
  const first = normaliseRunningPeak(logMel, 2, SETTINGS);
  expect(normaliseRunningPeak(logMel, 2, SETTINGS)).toEqual(first);
  expect(logMel).toEqual(before);
});
