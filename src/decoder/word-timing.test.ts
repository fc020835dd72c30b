import { describe, expect, it } from 'vitest';
import type { Token } from './greedy';
import { wordsOf } from './word-timing';

const PIECES = ['<blank>', '▁the', '▁c', 'at', '.', '▁'];
const OPTIONS = { pieces: PIECES, frameMs: 40, offsetMs: 1000, limitMs: 5000 };

function token(id: number, firstFrame: number, lastFrame = firstFrame, probability = 1): Token {
  return { id, firstFrame, lastFrame, probability };
}

describe('word timing', () => {
  it('starts a word at its first token and ends it a little after its last', () => {
    const words = wordsOf([token(1, 5), token(2, 25), token(3, 27, 28)], OPTIONS);
    expect(words.map(({ word, startMs, endMs }) => [word, startMs, endMs])).toEqual([
      ['the', 1200, 1400],
      ['cat', 2000, 2320],
    ]);
  });

  it('ends a word no later than the next one starts', () => {
    const words = wordsOf([token(1, 5), token(2, 7), token(3, 8)], OPTIONS);
    expect(words[0]?.endMs).toBe(1280);
    expect(words[1]?.startMs).toBe(1280);
  });

  it('ends the last word no later than the audio', () => {
    const words = wordsOf([token(1, 99)], OPTIONS);
    expect(words[0]).toMatchObject({ startMs: 4960, endMs: 5000 });
  });

  it('takes the geometric mean of the tokens for the confidence', () => {
    const words = wordsOf([token(2, 0, 0, 0.25), token(3, 1, 1, 1)], OPTIONS);
    expect(words[0]?.confidence).toBeCloseTo(0.5, 6);
  });

  it('joins punctuation to its word and drops a word without letters', () => {
    const tokens = [token(4, 0), token(1, 5), token(4, 7), token(5, 10), token(2, 20), token(3, 22)];
    expect(wordsOf(tokens, OPTIONS).map(({ word }) => word)).toEqual(['the.', 'cat']);
  });

  it('ends a word at its last letters, though punctuation fills the pause after it', () => {
    const [word] = wordsOf([token(1, 5), token(4, 8, 60)], OPTIONS);
    expect(word).toMatchObject({ startMs: 1200, endMs: 1400 });
  });

  it('takes the pause off a token that lasts through it, before a word or after', () => {
    const [first, second] = wordsOf([token(1, 0), token(3, 3, 40), token(2, 41, 80)], OPTIONS);
    expect(first).toMatchObject({ word: 'theat', endMs: 1000 + 13 * 40 + 160 });
    expect(second?.startMs).toBe(1000 + 71 * 40);
  });

  it('opens a word even where the first token lacks the mark', () => {
    expect(wordsOf([token(3, 0)], OPTIONS).map(({ word }) => word)).toEqual(['at']);
  });
});
