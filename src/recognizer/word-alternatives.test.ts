import { describe, expect, it } from 'vitest';
import { withAlternatives, withHeardWords } from './word-alternatives';

const words = (text: string) =>
  text.split(' ').map((word, index) => ({
    word,
    confidence: 0.9,
    startMs: index * 500,
    endMs: index * 500 + 400,
  }));
const heardIn = (written: string, heard: string) =>
  withHeardWords(words(written), words(heard)).map(({ alternatives }) => alternatives?.join(', ') ?? '');

describe('withAlternatives', () => {
  it('has none twice, no marks around them, and not the word itself', () => {
    const word = { word: 'House,', alternatives: ['mouse', 'house'] };
    expect(withAlternatives(word, ['Mouse.', 'the house', '...', 'louse']).alternatives).toEqual([
      'mouse',
      'the house',
      'louse',
    ]);
  });

  it('is the same word where there is no other', () => {
    const word = { word: 'House,' };
    expect(withAlternatives(word, ['house'])).toBe(word);
  });
});

describe('withHeardWords', () => {
  it('adds what the student heard instead', () => {
    expect(heardIn('the grey house fell.', 'The great house fell')).toEqual(['', 'great', '', '']);
  });

  it('adds two words where one was written', () => {
    expect(heardIn('he stood apart from them', 'he stood a part from them')).toEqual([
      '',
      '',
      'a part, part',
      '',
      '',
    ]);
  });

  it('adds nothing to words that the student did not hear', () => {
    expect(heardIn('one two three', 'one three')).toEqual(['', '', '']);
  });
});
