import { expect, test } from 'vitest';
import type { CtcManifest } from '../contract/model-manifest';
import { FakeGraphs } from './fake-graphs';
import { StudentModel } from './student-model';

const MANIFEST: CtcManifest = {
  schema: 1,
  kind: 'ctc-log-mel',
  id: 'student-test',
  version: '0',
  name: 'Test',
  licence: 'MIT',
  languages: ['en'],
  files: [],
  features: {
    sampleRateHz: 16000,
    windowSamples: 400,
    hopSamples: 160,
    melBins: 2,
    normalisation: { kind: 'running-peak', initialPeak: 0, decayPerFrame: 0, dynamicRange: 8 },
  },
  subsampling: 2,
  frameRateHz: 50,
  frameMultiple: 4,
  maxFrames: 12,
  phonemes: 5,
  memory: {
    layers: 1,
    heads: 1,
    headSize: 1,
    frames: 6,
    chunkFrames: 4,
    lookAheadFrames: 2,
    contextFrames: 4,
  },
  vocabulary: { size: 3, blankId: 0 },
};

const PIECES = ['<blank>', '▁a', 'b'];
const span = (frames: number, value = 0) => ({ frames, data: new Float32Array(frames * 2).fill(value) });
/** Normalised: (value + 4) / 4 for sound, (peak - range + 4) / 4 for padding. */
const [CONTEXT, SOUND, PADDING] = [0, 1, -1];
const repeated = (value: number, frames: number) => Array<number>(frames * 2).fill(value);

function setUp(graphs = new FakeGraphs(MANIFEST)) {
  return { graphs, model: new StudentModel(MANIFEST, PIECES, graphs) };
}

test('pads a whole utterance with silence, and hears it as the start of a stream', async () => {
  const { graphs, model } = setUp();
  const sounds = await model.hear(span(5));
  expect(sounds.phonemes).toMatchObject({ frames: 2, phonemes: 5, frameMs: 40 });
  const [call] = graphs.heard;
  expect(call?.logMel).toEqual([...repeated(CONTEXT, 4), ...repeated(SOUND, 5), ...repeated(PADDING, 3)]);
  expect(call).toMatchObject({ position: [0], remembered: [0], kept: [0], room: 1, remembersNext: false });
});

test('a length that the model takes is not padded', async () => {
  const { graphs, model } = setUp();
  expect((await model.hear(span(8))).phonemes.frames).toBe(2);
  expect(graphs.heard[0]?.logMel).toHaveLength((4 + 8) * 2);
});

test('spells what it heard, from the scores and the features', async () => {
  const { graphs, model } = setUp();
  const sounds = await model.hear(span(8));
  const logits = await model.spell(sounds);
  expect(logits).toMatchObject({ frames: 4, vocabulary: 3 });
  expect(logits.data).toHaveLength(12);
  expect(graphs.spelled).toEqual([{ phonemes: [...sounds.phonemes.data], features: [...sounds.features] }]);
});

test('an empty span needs no run', async () => {
  const { graphs, model } = setUp();
  const sounds = await model.hear(span(0));
  expect(sounds.phonemes).toMatchObject({ frames: 0, frameMs: 40 });
  expect((await model.spell(sounds)).frames).toBe(0);
  expect([...graphs.heard, ...graphs.spelled]).toEqual([]);
});

test('a logit frame lasts 20 ms, and a stream hops by whole log-mel frames', () => {
  const { model } = setUp();
  expect(model.frameMs).toBe(20);
  expect(model.hop).toEqual({ chunkFrames: 8, lookAheadFrames: 4 });
});

test.each([0, NaN, Infinity])(
  'a run that resolves with %d throughout is a failed provider',
  async (value) => {
    const failure = { failure: { code: 'provider-failed' } };
    const deaf = setUp(new FakeGraphs(MANIFEST, { hearing: () => value }));
    await expect(deaf.model.hear(span(4))).rejects.toMatchObject(failure);
    await expect(deaf.model.openStream().hear(span(4), 4)).rejects.toMatchObject(failure);
    const mute = setUp(new FakeGraphs(MANIFEST, { speller: () => value }));
    await expect(mute.model.spell(await mute.model.hear(span(4)))).rejects.toMatchObject(failure);
  },
);

test('a span that is too long or has the wrong shape is an error', async () => {
  const { model } = setUp();
  await expect(model.hear(span(13))).rejects.toThrow(/at most 12 frames/);
  await expect(model.hear({ frames: 2, data: new Float32Array(3) })).rejects.toThrow(RangeError);
});

test('pieces of another vocabulary are refused', () => {
  expect(() => new StudentModel(MANIFEST, ['<blank>'], new FakeGraphs(MANIFEST))).toThrow(/1 token pieces/);
});

test('closes both graphs', async () => {
  const { graphs, model } = setUp();
  await model.dispose();
  expect(graphs.disposals).toBe(2);
});

test('a stream carries position, context and memory of the kept frames from call to call', async () => {
  const { graphs, model } = setUp();
  const stream = model.openStream();
  const first = await stream.hear(span(12, 1), 8);
  expect(first.finalFrames).toBe(2);
  expect(first.sounds.phonemes.frames).toBe(3);
  await stream.hear(span(12, 2), 8);
  await stream.hear(span(12, 3), 8);
  const [one, two, three] = graphs.heard;
  // Encoder frames are numbered by when they were heard: 1 to 4 kept by the first call, 5 and 6 looked ahead at.
  expect(one).toMatchObject({ position: [0], remembered: [0], memory: [0, 0, 0, 0, 0, 0] });
  expect(two).toMatchObject({ position: [4], remembered: [4], memory: [0, 0, 1, 2, 3, 4] });
  expect(three).toMatchObject({ position: [8], remembered: [6], memory: [3, 4, 5, 6, 7, 8] });
  // (1 + 4) / 4: the last frames that the first call kept.
  expect(two?.logMel.slice(0, 8)).toEqual(repeated(1.25, 4));
});

test('the peak of a stream goes on from the last kept frame, not from what was looked ahead at', async () => {
  const { graphs, model } = setUp();
  const stream = model.openStream();
  const loudAhead = { frames: 8, data: Float32Array.from([...repeated(2, 4), ...repeated(6, 4)]) };
  await stream.hear(loudAhead, 4);
  await stream.hear(span(4, -20), 4);
  // The floor below a peak of 2, not of 6.
  expect(graphs.heard[1]?.logMel.slice(8)).toEqual(repeated((2 - 8 + 4) / 4, 4));
});

test('the last frames of a stream are padded, and kept with the padding', async () => {
  const { graphs, model } = setUp();
  const stream = model.openStream();
  expect(await stream.hear(span(6), 6)).toMatchObject({ finalFrames: 2 });
  await stream.hear(span(4), 4);
  expect(graphs.heard[1]).toMatchObject({ position: [4] });
  await expect(stream.hear(span(8), 6)).rejects.toThrow('cannot be kept');
});

test('a call on a stream that fails leaves it as it was', async () => {
  const { graphs, model } = setUp();
  const stream = model.openStream();
  await stream.hear(span(12, 1), 8);
  graphs.failing = true;
  await expect(stream.hear(span(12, 2), 8)).rejects.toThrow('planted');
  graphs.failing = false;
  await stream.hear(span(12, 2), 8);
  expect(graphs.heard[2]).toEqual(graphs.heard[1]);
});

test('a new stream remembers nothing of another', async () => {
  const { graphs, model } = setUp();
  await model.openStream().hear(span(12, 5), 8);
  await model.openStream().hear(span(12, 0), 8);
  expect(graphs.heard[1]).toMatchObject({ position: [0], remembered: [0], memory: [0, 0, 0, 0, 0, 0] });
  expect(graphs.heard[1]?.logMel.slice(0, 8)).toEqual(repeated(CONTEXT, 4));
});
