import { describe, expect, it } from 'vitest';
import type { Word } from '../contract/transcript';
import { UNKNOWN_WORD } from './word-lexicon';
import type { FoundWord } from './word-beam';
import { writtenWords } from './written-words';

const NAMES = ['<s>', '<unk>', 'the', 'house', 'London', 'fell'];
const TIMING = { frameMs: 40, offsetMs: 1000, limitMs: 9000 };

function found(word: number, firstFrame: number, lastFrame: number): FoundWord {
  return { word, firstFrame, lastFrame, confidence: 0.5 };
}

function spelled(word: string, startMs: number, endMs: number): Word {
  return { word, startMs, endMs, confidence: 1 };
}

describe('written words', () => {
  it('have the times of their frames, up to the next word and the end', () => {
    const words = writtenWords([found(2, 5, 9), found(3, 11, 20)], NAMES, [], { ...TIMING, limitMs: 1860 });
    expect(words).toEqual([
      { word: 'the', startMs: 1200, endMs: 1440, confidence: 0.5 },
      { word: 'house', startMs: 1440, endMs: 1860, confidence: 0.5 },
    ]);
  });

  it('take punctuation and the first capital from the speller, and begin sentences with capitals', () => {
    const speller = [
      spelled('The', 1000, 1200),
      spelled('hous', 1220, 1500),
      spelled('fel.', 1520, 1800),
      spelled('th', 2000, 2200),
    ];
    const words = writtenWords(
      [found(2, 0, 4), found(3, 6, 11), found(5, 13, 18), found(2, 25, 29)],
      NAMES,
      speller,
      TIMING,
    );
    expect(words.map(({ word }) => word)).toEqual(['The', 'house', 'fell.', 'The']);
  });

  it('keep the capitals of names, and give none where the speller goes on with a sentence', () => {
    const words = writtenWords(
      [found(3, 0, 4), found(4, 6, 11)],
      NAMES,
      [spelled('hous', 1000, 1200)],
      TIMING,
    );
    expect(words.map(({ word }) => word)).toEqual(['house', 'London']);
  });

  it('take the letters of unknown words from the speller, and leave out what it has not heard', () => {
    const speller = [spelled('the', 1000, 1200), spelled('whiplash,', 1260, 1700)];
    const words = writtenWords([found(2, 0, 4), found(UNKNOWN_WORD, 6, 17)], NAMES, speller, TIMING);
    expect(words.map(({ word }) => word)).toEqual(['the', 'whiplash,']);
    expect(writtenWords([found(UNKNOWN_WORD, 6, 17)], NAMES, [], TIMING)).toEqual([]);
  });
});
