import { expect, test } from 'vitest';
import { timeErrors } from './word-times';

const spoken = (word: string, startMs: number, endMs: number) => ({ word, startMs, endMs });
const heard = (word: string, startMs: number, endMs: number) => ({ word, startMs, endMs, confidence: 1 });

test('words are compared with those of their own clip, and only where they are right', () => {
  const clips = [
    { startMs: 0, endMs: 1000, words: [spoken('one', 100, 300), spoken('two', 400, 700)] },
    { startMs: 2000, endMs: 3000, words: [spoken('one', 2100, 2300)] },
  ];
  const words = [heard('One,', 140, 290), heard('too', 400, 700), heard('one.', 2050, 2360)];
  expect(timeErrors(clips, words)).toEqual([
    { word: 'one', atMs: 100, startMs: 40, endMs: -10 },
    { word: 'one', atMs: 2100, startMs: -50, endMs: 60 },
  ]);
  expect(timeErrors(clips, [heard('one', 1300, 1500)])).toEqual([]);
});
