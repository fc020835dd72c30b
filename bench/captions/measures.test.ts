import { expect, test } from 'vitest';
import { flickerOf, heardWords, histogram, quantile, wordLagsMs, wordsOf } from './measures';

const texts = (...lines: string[]) =>
  lines.map((line, index) => ({ shownMs: 1000 * (index + 1), words: wordsOf(line) }));

test('finds which words a text that has not come to its end has right', () => {
  const reference = ['how', 'did', 'it', 'happen', 'did', 'you'];
  expect(heardWords(reference, ['How', 'did', 'its'])).toEqual([true, true, false, false, false, false]);
  const skipped = ['how', 'it', 'happened', 'did', 'you'];
  expect(heardWords(reference, skipped)).toEqual([true, false, true, false, true, true]);
  expect(heardWords(reference, ['well', 'how', 'did'])).toEqual([true, true, false, false, false, false]);
  expect(heardWords(reference, [])).toEqual([false, false, false, false, false, false]);
});

test('a word’s lag counts from its end to the first text that has it right', () => {
  const words = ['one', 'two', 'three'].map((word, i) => ({ word, startMs: 400 * i, endMs: 400 * i + 300 }));
  expect(wordLagsMs(words, 500, texts('won', 'One two', 'one too'))).toEqual([1200, 800, undefined]);
});

test('flicker counts each word that was shown and taken back', () => {
  expect(flickerOf(texts('one', 'one to', 'One two', 'one two three'))).toEqual({ shown: 4, changed: 1 });
  expect(flickerOf(texts('one two', 'one', 'one two'))).toEqual({ shown: 3, changed: 1 });
  expect(flickerOf([])).toEqual({ shown: 0, changed: 0 });
  const exact = (one: string, other: string) => one === other;
  expect(flickerOf(texts('one', 'One.'), exact)).toEqual({ shown: 2, changed: 1 });
});

test('quantiles and histogram', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([], 0.5)).toBeNaN();
  expect(histogram([-50, 20, 30, 250], 100).split('\n')).toEqual([
    `  -100 ms ${'#'.repeat(25)} 1`,
    `     0 ms ${'#'.repeat(50)} 2`,
    '   100 ms  0',
    `   200 ms ${'#'.repeat(25)} 1`,
  ]);
});
