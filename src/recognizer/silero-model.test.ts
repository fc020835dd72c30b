import { expect, test } from 'vitest';
import type { SileroManifest } from '../contract/model-manifest';
import type { TensorRunner } from './onnx-session';
import { SileroModel } from './silero-model';

const MANIFEST: SileroManifest = {
  schema: 1,
  kind: 'silero-vad',
  id: 'voice-test',
  version: '0',
  name: 'Test',
  licence: 'MIT',
  languages: ['en'],
  files: [],
  sampleRateHz: 16_000,
  windowSamples: 4,
  contextSamples: 2,
  stateSize: 1,
};

interface Call {
  readonly input: number[];
  readonly windows: number | undefined;
  readonly state: (number | undefined)[];
}

/** Answers each window with its first sample, and counts calls in its state. */
function setUp(missing = 0) {
  const calls: Call[] = [];
  const runner: TensorRunner = {
    run: (inputs) => {
      const { input, h, c } = inputs;
      const [windows = 0, width = 0] = input?.dims ?? [];
      const samples = Array.from(input?.data ?? [], Number);
      calls.push({ input: samples, windows, state: [h?.data[0], c?.data[0]].map(Number) });
      const probabilities = samples.filter((_, index) => index % width === 2).slice(missing);
      const next = { data: Float32Array.of(calls.length), dims: [1, 1, 1] };
      return Promise.resolve([{ data: Float32Array.from(probabilities), dims: [windows] }, next, next]);
    },
    dispose: () => Promise.resolve(),
  };
  return { calls, stream: new SileroModel(MANIFEST, runner).openStream() };
}

const from = (first: number, count: number) => Float32Array.from({ length: count }, (_, i) => first + i);

test('gives each window the samples before it, silence before the first', async () => {
  const { calls, stream } = setUp();
  expect([...(await stream.hear(from(1, 8)))]).toEqual([1, 5]);
  expect(calls[0]?.input).toEqual([0, 0, 1, 2, 3, 4, 3, 4, 5, 6, 7, 8]);
});

test('waits for whole windows, and carries the state over', async () => {
  const { calls, stream } = setUp();
  expect([...(await stream.hear(from(1, 3)))]).toEqual([]);
  expect([...(await stream.hear(from(4, 3)))]).toEqual([1]);
  expect([...(await stream.hear(from(7, 7)))]).toEqual([5, 9]);
  expect(calls.map(({ windows }) => windows)).toEqual([1, 2]);
  expect(calls[1]?.input).toEqual([3, 4, 5, 6, 7, 8, 7, 8, 9, 10, 11, 12]);
  expect(calls.map(({ state }) => state)).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test('an answer of the wrong size is a failure, and leaves the stream where it was', async () => {
  const broken = setUp(1);
  await expect(broken.stream.hear(from(1, 4))).rejects.toThrow('voice-test gave 0 of 1 windows');
});
