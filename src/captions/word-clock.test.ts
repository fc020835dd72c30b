import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { wordAtTime } from './word-clock';

/** Lines of words of 400 ms, 100 ms apart, each from its own start. */
function line(startMs: number, text: string): Segment {
  const words = text.split(' ').map((word, index) => ({
    word,
    startMs: startMs + 500 * index,
    endMs: startMs + 500 * index + 400,
    confidence: 1,
  }));
  return { id: startMs, text, words, startMs, endMs: words.at(-1)!.endMs, engine: 'x' };
}

describe('wordAtTime', () => {
  const lines = [line(1000, 'one two three'), line(5000, 'four'), line(9000, 'five six')];

  it.each([
    [0, null],
    [1000, [0, 0]],
    [1450, [0, 0]],
    [1500, [0, 1]],
    [2390, [0, 2]],
    [2500, [0, 2]],
    [3000, null],
    [5000, [1, 0]],
    [9600, [2, 1]],
    [99_000, null],
  ] as const)('at %i ms', (timeMs, place) => {
    expect(wordAtTime(lines, timeMs)).toEqual(place && { line: place[0], word: place[1] });
  });

  it('has nothing of no lines', () => {
    expect(wordAtTime([], 10)).toBeNull();
  });
});
