import { describe, expect, it } from 'vitest';
import type { Segment } from '../../contract/transcript';
import { alternativesOf, inPlaceOf } from './word-text';

describe('inPlaceOf', () => {
  it.each([
    ['house.', 'mouse', 'mouse.'],
    ['“House,”', 'mouse', '“Mouse,”'],
    ['too', 'to', 'to'],
    ['...', 'to', 'to'],
    ['for ever!', 'forever', 'forever!'],
  ])('%s by %s', (text, words, wanted) => {
    expect(inPlaceOf(text, words)).toBe(wanted);
  });
});

describe('alternativesOf', () => {
  const word = { startMs: 0, endMs: 400, confidence: 0.3 };
  const line: Segment = {
    id: 0,
    text: 'There was rain.',
    words: [
      { ...word, word: 'There', alternatives: ['their', 'they are'] },
      { ...word, word: 'was' },
      { ...word, word: 'rain.', alternatives: ['rein'] },
    ],
    startMs: 0,
    endMs: 1200,
    engine: 'x',
  };

  it('gives each as it would stand there', () => {
    expect(alternativesOf(line, { from: 0, to: 1 })).toEqual(['Their', 'They are']);
    expect(alternativesOf(line, { from: 2, to: 3 })).toEqual(['rein.']);
    expect(alternativesOf(line, { from: 1, to: 2 })).toEqual([]);
    expect(alternativesOf(line, { from: 0, to: 2 })).toEqual([]);
  });
});
