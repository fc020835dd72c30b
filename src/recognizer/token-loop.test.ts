import { expect, test } from 'vitest';
import { loopCut } from './token-loop';

const times = (count: number, ...tokens: number[]) => Array.from({ length: count }, () => tokens).flat();

test('a phrase three times over is cut after its first round', () => {
  expect(loopCut([1, 2, ...times(3, 5, 6, 7, 8)])).toBe(6);
});

test('one token twelve times over is cut after the first', () => {
  expect(loopCut([1, ...times(12, 9)])).toBe(2);
});

test('what people say twice, or in few tokens, is no loop', () => {
  expect(loopCut([1, 2, ...times(2, 5, 6, 7, 8, 9, 10)])).toBeUndefined();
  expect(loopCut(times(3, 4, 5))).toBeUndefined();
  expect(loopCut([])).toBeUndefined();
});

test('a loop that has ended is left alone', () => {
  expect(loopCut([...times(3, 5, 6, 7, 8), 1])).toBeUndefined();
});

test('a run longer than 16 tokens is not looked for', () => {
  const run = Array.from({ length: 17 }, (_, at) => at);
  expect(loopCut(times(3, ...run))).toBeUndefined();
  expect(loopCut(times(3, ...run.slice(1)))).toBe(16);
});
