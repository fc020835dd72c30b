import { expect, test } from 'vitest';
import type { CtcManifest } from '../contract/model-manifest';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';
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
  vocabulary: { size: 3, blankId: 0 },
};

/** Answers with one value throughout and remembers what it was asked. */
class FakeSession implements TensorRunner {
  readonly inputs: InputTensor[] = [];
  disposals = 0;
  constructor(readonly value: number) {}

  run(inputs: Readonly<Record<string, InputTensor>>): Promise<OutputTensor[]> {
    const input = inputs['log_mel'];
    if (input === undefined) throw new Error('no log_mel');
    this.inputs.push(input);
    const frames = (input.dims[1] ?? 0) / MANIFEST.subsampling;
    return Promise.resolve([{ data: new Float32Array(frames * 3).fill(this.value), dims: [1, frames, 3] }]);
  }

  dispose(): Promise<void> {
    this.disposals++;
    return Promise.resolve();
  }
}

const PIECES = ['<blank>', '▁a', 'b'];
const span = (frames: number, value = 0) => ({ frames, data: new Float32Array(frames * 2).fill(value) });

test('pads with silence to a length that the model takes', async () => {
  const session = new FakeSession(1);
  const logits = await new StudentModel(MANIFEST, PIECES, session).logits(span(5));
  expect(logits.frames).toBe(4);
  expect(logits.data).toHaveLength(12);
  const input = session.inputs[0];
  expect(input?.dims).toEqual([1, 8, 2]);
  // (0 + 4) / 4 for the five real frames, (peak - range + 4) / 4 for the three padded ones.
  expect([...(input?.data ?? [])]).toEqual([...Array<number>(10).fill(1), ...Array<number>(6).fill(-1)]);
});

test('a length that the model takes is not padded', async () => {
  const session = new FakeSession(1);
  expect((await new StudentModel(MANIFEST, PIECES, session).logits(span(8))).frames).toBe(4);
  expect(session.inputs[0]?.dims).toEqual([1, 8, 2]);
});

test('an empty span needs no run', async () => {
  const session = new FakeSession(1);
  expect((await new StudentModel(MANIFEST, PIECES, session).logits(span(0))).frames).toBe(0);
  expect(session.inputs).toHaveLength(0);
});

test('a logit frame lasts 20 ms', () => {
  expect(new StudentModel(MANIFEST, PIECES, new FakeSession(1)).frameMs).toBe(20);
});

test.each([0, NaN, Infinity])(
  'a run that resolves with %d throughout is a failed provider',
  async (value) => {
    const model = new StudentModel(MANIFEST, PIECES, new FakeSession(value));
    await expect(model.logits(span(4))).rejects.toMatchObject({ failure: { code: 'provider-failed' } });
  },
);

test('a span that is too long or has the wrong shape is an error', async () => {
  const model = new StudentModel(MANIFEST, PIECES, new FakeSession(1));
  await expect(model.logits(span(13))).rejects.toThrow(/at most 12 frames/);
  await expect(model.logits({ frames: 2, data: new Float32Array(3) })).rejects.toThrow(RangeError);
});

test('pieces of another vocabulary are refused', () => {
  expect(() => new StudentModel(MANIFEST, ['<blank>'], new FakeSession(1))).toThrow(/1 token pieces/);
});

test('gives the phonemes where the manifest names their number, with the time under each frame', async () => {
  const session: TensorRunner = {
    run: (inputs, outputs) => {
      expect(outputs).toEqual(['logits', 'phonemes']);
      const frames = inputs['log_mel']?.dims[1] ?? 0;
      const output = (rows: number, classes: number) => ({
        data: new Float32Array(rows * classes).fill(1),
        dims: [1, rows, classes],
      });
      return Promise.resolve([output(frames / 2, 3), output(frames / 4, 5)]);
    },
    dispose: () => Promise.resolve(),
  };
  const { phonemes } = await new StudentModel({ ...MANIFEST, phonemes: 5 }, PIECES, session).logits(span(8));
  expect(phonemes).toMatchObject({ frames: 2, phonemes: 5, frameMs: 40 });
  expect(phonemes?.data).toHaveLength(10);
});
