import { describe, expect, it } from 'vitest';
import { alignWords } from './word-alignment';

const timed = (words: string, stepMs = 500) =>
  words.split(' ').map((word, index) => ({
    word,
    startMs: index * stepMs,
    endMs: index * stepMs + 400,
    confidence: 0.5,
  }));
const written = (words: string) => words.split(' ').map((word) => ({ word, confidence: 0.9 }));
const align = (words: string, heard: string, endMs = 10_000) =>
  alignWords(written(words), { timed: timed(heard), startMs: 0, endMs }).map(({ word, startMs, endMs }) => [
    word,
    startMs,
    endMs,
  ]);

describe('alignWords', () => {
  it('carries times over, blind to case and punctuation', () => {
    expect(align('Hello, world.', 'hello world')).toEqual([
      ['Hello,', 0, 400],
      ['world.', 500, 900],
    ]);
  });

  it('pairs a word with its misspelling', () => {
    const [, , journey] = align('a horrible journey', 'a horoble jurny');
    expect(journey).toEqual(['journey', 1000, 1400]);
  });

  it('skips what only the student heard', () => {
    expect(align('one four', 'one two three four').map(([, startMs]) => startMs)).toEqual([0, 1500]);
  });

  it('places words that only the second look wrote between their neighbours', () => {
    const words = alignWords(written('one more two'), {
      timed: [
        { word: 'one', startMs: 0, endMs: 400, confidence: 1 },
        { word: 'two', startMs: 2000, endMs: 2400, confidence: 1 },
      ],
      startMs: 0,
      endMs: 3000,
    });
    expect(words[1]).toEqual({ word: 'more', startMs: 400, endMs: 2000, confidence: 0.9 });
  });

  it('shares the room of a neighbour where there is no gap', () => {
    const words = align('to day two', 'today two');
    expect(words.map(([word]) => word)).toEqual(['to', 'day', 'two']);
    for (const [, startMs, endMs] of words) expect(Number(endMs)).toBeGreaterThan(Number(startMs));
  });

  it('spreads all words over the utterance where nothing was heard', () => {
    const words = alignWords(written('ab cd'), { timed: [], startMs: 1000, endMs: 2000 });
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 1500],
      [1500, 2000],
    ]);
  });

  it('stays monotone and inside the utterance, whatever the words', () => {
    const pool = ['one', 'two', 'three', 'four', 'seven', 'x'];
    for (let seed = 0; seed < 200; seed += 1) {
      const pick = (count: number, factor: number) =>
        Array.from({ length: count }, (_, i) => pool[(seed * factor + i * i * 7) % pool.length]).join(' ');
      const words = align(pick(1 + (seed % 9), 3), pick(1 + (seed % 7), 5), 2900);
      expect(words).toHaveLength(1 + (seed % 9));
      let atMs = 0;
      for (const [, startMs, endMs] of words) {
        expect(Number(startMs)).toBeGreaterThanOrEqual(atMs);
        expect(Number(endMs)).toBeGreaterThanOrEqual(Number(startMs));
        atMs = Number(endMs);
      }
      expect(atMs).toBeLessThanOrEqual(2900);
    }
  });
});
