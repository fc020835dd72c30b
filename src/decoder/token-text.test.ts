import { describe, expect, it } from 'vitest';
import { pieceOf, textOf } from './token-text';

const PIECES = ['<blank>', '<unk>', '▁the', '▁c', 'at', '.', '▁'];

describe('token text', () => {
  it('starts words at the mark and joins the rest', () => {
    expect(textOf([2, 3, 4, 5], PIECES)).toBe('the cat.');
  });

  it('reads a bare mark as the start of a word, and trims', () => {
    expect(textOf([6, 4, 6], PIECES)).toBe('at');
  });

  it('spells control pieces as nothing', () => {
    expect(textOf([0, 1], PIECES)).toBe('');
  });

  it('refuses a token that is not in the vocabulary', () => {
    expect(() => pieceOf(7, PIECES)).toThrow(RangeError);
  });
});
