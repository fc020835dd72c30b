import { expect, it } from 'vitest';
import type { PhonemeScores } from '../decoder/word-search';
import { withNearWords } from './near-words';
import type { Vocabulary } from './word-file';

const SCORES: PhonemeScores = {
  frames: 50,
  phonemes: 2,
  data: new Float32Array(100).map((_, i) => i),
  frameMs: 40,
};

it('asks for each unsure word what its own rows may be, and for no other', () => {
  const asked: number[][] = [];
  const search = {
    nearest: ({ frames, data }: PhonemeScores) => {
      asked.push([frames, data[0] ?? -1, data.length]);
      return [0, 1, 2];
    },
  } as unknown as Vocabulary['search'];
  const vocabulary = { search, words: ['house', 'mouse', 'louse'], phonemes: 2 };
  const words = [
    { word: 'A', startMs: 5000, endMs: 5200, confidence: 0.9 },
    { word: 'house.', startMs: 5400, endMs: 5800, confidence: 0.5 },
    { word: 'late', startMs: 7000, endMs: 7000, confidence: 0.1 },
  ];
  const found = withNearWords(words, SCORES, vocabulary, 5000);
  expect(found.map(({ alternatives }) => alternatives)).toEqual([undefined, ['mouse', 'louse'], undefined]);
  expect(asked).toEqual([[10, 20, 20]]);
});
