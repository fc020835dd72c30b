import { expect, it } from 'vitest';
import { findDetours, type Ways } from './detour-alignment';
import { relativeScores } from './relative-scores';

const PHONEMES = 5;

/** Scores in which the phoneme of each frame leads. */
function heard(path: readonly number[]) {
  const data = new Float32Array(path.length * PHONEMES);
  path.forEach((phoneme, frame) => (data[frame * PHONEMES + phoneme] = 8));
  return relativeScores({ frames: path.length, phonemes: PHONEMES, data, frameMs: 40 });
}

const TEXT: Ways[] = [[[1, 2]], [[3]], [[4]], [[1]]];
const NAME: Ways = [[3, 2, 4]];

function find(path: readonly number[], cost: number) {
  return findDetours(heard(path), TEXT, {
    terms: [NAME],
    longest: 3,
    cost: (_, __, span) => (span === 0 ? 99 : cost),
  });
}

it('puts a term in the place of the words that it was said for', () => {
  expect(find([1, 2, 0, 3, 2, 4, 0, 1], 2)).toEqual([{ term: 0, from: 1, span: 2 }]);
});

it('leaves a text that fits, and one that a detour would mend for too much', () => {
  expect(find([1, 2, 0, 3, 0, 4, 0, 1], 2)).toEqual([]);
  expect(find([1, 2, 0, 3, 2, 4, 0, 1], 50)).toEqual([]);
});
