import { expect, it } from 'vitest';
import { emptyPast, named, stackFrames, stepInputs } from './batch-tensors';
import { cacheNames } from './cache-names';

it('lays utterances of different lengths side by side, and hides what is behind the shorter', () => {
  const { stacked, mask } = stackFrames([
    { data: Float32Array.of(1, 2), dims: [1, 1, 2] },
    { data: Float32Array.of(3, 4, 5, 6), dims: [1, 2, 2] },
  ]);
  expect(stacked).toEqual({ data: Float32Array.of(1, 2, 0, 0, 3, 4, 5, 6), dims: [2, 2, 2] });
  expect(mask.dims).toEqual([2, 1, 1, 2]);
  expect([...mask.data].map((score) => Number(score) < -1e6)).toEqual([false, true, false, false]);
});

it('gives each row its token at the position of the step, and hides the empty past', () => {
  const { token, position, past_mask } = stepInputs([5, 6], 2);
  expect(token).toEqual({ data: BigInt64Array.of(5n, 6n), dims: [2, 1] });
  expect(position).toEqual({ data: BigInt64Array.of(2n, 2n), dims: [2, 1] });
  expect(past_mask).toMatchObject({ dims: [1, 1, 1, 4], data: Float32Array.of(-1e9, 0, 0, 0) });
});

it('begins with one entry for each layer and head, keys turned', () => {
  const past = emptyPast(2, { layers: 2, heads: 3, headSize: 4 });
  expect(Object.keys(past)).toEqual(cacheNames('past', 2));
  expect(past['past.1.key']?.dims).toEqual([2, 3, 4, 1]);
  expect(past['past.1.value']?.dims).toEqual([2, 3, 1, 4]);
});

it('says which tensor a graph did not give', () => {
  expect(() => named(['a', 'b'], [{ dims: [1], dispose: () => undefined }])).toThrow('nothing for b');
});
