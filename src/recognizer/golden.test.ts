import { expect, test } from 'vitest';
import type { Logits } from './acoustic-model';
import { compareWithGolden, goldenRefusal, parseGolden } from './golden';

const FRAMES = 20;
const VOCABULARY = 50;

/** Logits with one clear winner a frame. */
function planted(): Logits {
  const data = Float32Array.from({ length: FRAMES * VOCABULARY }, (_, at) => Math.sin(at * 12.9898) * 2);
  for (let frame = 0; frame < FRAMES; frame++) data[frame * VOCABULARY + ((frame * 7) % VOCABULARY)] = 9;
  return { frames: FRAMES, vocabulary: VOCABULARY, data };
}

function altered(change: (value: number, at: number) => number): Logits {
  const logits = planted();
  return { ...logits, data: logits.data.map(change) };
}

const refusalOf = (actual: Logits) => goldenRefusal(compareWithGolden(actual, planted()));

test('the golden logits themselves pass with error 0', () => {
  expect(compareWithGolden(planted(), planted())).toEqual({ relativeError: 0, argmaxAgreement: 1 });
  expect(refusalOf(planted())).toBeUndefined();
});

test('logits off by a few percent, as INT8 is, pass', () => {
  const comparison = compareWithGolden(
    altered((value, at) => value * (at % 2 ? 1.04 : 0.96)),
    planted(),
  );
  expect(comparison.relativeError).toBeCloseTo(0.04, 5);
  expect(goldenRefusal(comparison)).toBeUndefined();
});

test('logits off by a fifth are refused', () => {
  expect(refusalOf(altered((value) => value * 1.2))).toMatch(/off the golden logits by 0\.200/);
});

test('one NaN is refused', () => {
  expect(refusalOf(altered((value, at) => (at === 33 ? NaN : value)))).toMatch(/NaN/);
});

test('zeros are refused', () => {
  expect(refusalOf(altered(() => 0))).toMatch(/off the golden logits by 1\.000/);
});

test('poison in one place is refused', () => {
  expect(refusalOf(altered((value, at) => (at === 5 ? 3e30 : value)))).toBeDefined();
  expect(refusalOf(altered((value, at) => (at === 5 ? Infinity : value)))).toBeDefined();
});

test('logits of other frames are refused', () => {
  const logits = planted();
  expect(refusalOf({ ...logits, data: logits.data.toReversed() })).toBeDefined();
});

test('a small error that turns the best tokens is refused', () => {
  const near = altered((value) => (value === 9 ? 2 : value));
  const turned = {
    ...near,
    data: near.data.map((value, at) => (at % VOCABULARY === 3 ? value + 0.2 : value)),
  };
  const flat = (bias: number): Logits => ({
    frames: FRAMES,
    vocabulary: VOCABULARY,
    data: Float32Array.from(
      { length: FRAMES * VOCABULARY },
      (_, at) => 5 + (at % VOCABULARY === 3 ? bias : 0),
    ),
  });
  expect(compareWithGolden(turned, near).relativeError).toBeLessThan(0.12);
  expect(goldenRefusal(compareWithGolden(flat(-0.1), flat(0.1)))).toMatch(/agree .* 0 % of frames/);
});

test('another shape is an error', () => {
  expect(() => compareWithGolden({ ...planted(), frames: FRAMES - 1 }, planted())).toThrow(RangeError);
});

test('golden.json gives back the arrays it was made from', () => {
  const base64 = (values: readonly number[]) =>
    Buffer.from(Float32Array.from(values).buffer).toString('base64');
  const file = {
    frames: 2,
    logitFrames: 1,
    vocabulary: 3,
    logMel: base64([1, 2, 3, 4]),
    logits: base64([0.5, -1, 7]),
  };
  const golden = parseGolden(JSON.stringify(file), 2);
  expect(golden.input).toEqual({ frames: 2, data: Float32Array.from([1, 2, 3, 4]) });
  expect(golden.logits.data).toEqual(Float32Array.from([0.5, -1, 7]));
  expect(() => parseGolden(JSON.stringify({ ...file, frames: 3 }), 2)).toThrow(/has 4 values, expected 6/);
});
