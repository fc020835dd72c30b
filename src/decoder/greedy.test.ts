import { describe, expect, it } from 'vitest';
import { bestPath, collapsePath, decodeGreedily } from './greedy';

const BLANK = 0;
const VOCABULARY = 5;

/** Logits in which `path[frame]` wins by `margin`. */
function plant(path: readonly number[], margin = 6) {
  const data = new Float32Array(path.length * VOCABULARY).map((_, index) => Math.sin(index) * 0.5);
  path.forEach((id, frame) => {
    data[frame * VOCABULARY + id] = margin;
  });
  return { frames: path.length, vocabulary: VOCABULARY, data };
}

describe('greedy CTC decoding', () => {
  it('finds a planted path', () => {
    expect(Array.from(bestPath(plant([0, 3, 3, 0, 1])).ids)).toEqual([0, 3, 3, 0, 1]);
  });

  it('collapses repeats, and keeps a repeat that a blank separates', () => {
    const tokens = decodeGreedily(plant([0, 2, 2, 2, 0, 2, 4, 4, 0]), BLANK);
    expect(tokens.map(({ id, firstFrame, lastFrame }) => [id, firstFrame, lastFrame])).toEqual([
      [2, 1, 3],
      [2, 5, 5],
      [4, 6, 7],
    ]);
  });

  it('decodes nothing from blanks and from no frames', () => {
    expect(decodeGreedily(plant([0, 0, 0]), BLANK)).toEqual([]);
    expect(decodeGreedily(plant([]), BLANK)).toEqual([]);
  });

  it('gives softmax probabilities', () => {
    const data = new Float32Array([Math.log(1), Math.log(2), Math.log(5)]);
    expect(bestPath({ frames: 1, vocabulary: 3, data }).probabilities[0]).toBeCloseTo(5 / 8, 6);
  });

  it('survives scores that would overflow the exponential', () => {
    const data = new Float32Array([1e4, 0, 0]);
    expect(bestPath({ frames: 1, vocabulary: 3, data }).probabilities[0]).toBe(1);
  });

  it('takes the highest probability of a run', () => {
    const path = { ids: new Int32Array([1, 1, 1]), probabilities: new Float32Array([0.25, 0.75, 0.5]) };
    expect(collapsePath(path, BLANK)[0]?.probability).toBe(0.75);
  });

  it('rejects data of another shape', () => {
    expect(() => bestPath({ frames: 2, vocabulary: 3, data: new Float32Array(5) })).toThrow(RangeError);
  });
});
