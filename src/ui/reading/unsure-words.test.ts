import { describe, expect, it } from 'vitest';
import { partsOf } from './unsure-words';

const word = (text: string, confidence: number) => ({ word: text, confidence, startMs: 0, endMs: 0 });

describe('partsOf', () => {
  it('cuts at unsure words, the right one of two that are alike', () => {
    const words = [word('the', 0.9), word('cat', 0.3), word('and', 0.9), word('the', 0.2), word('dog.', 0.9)];
    expect(partsOf({ text: 'the cat and the dog.', words })).toEqual([
      { text: 'the ', unsure: false },
      { text: 'cat', unsure: true },
      { text: ' and ', unsure: false },
      { text: 'the', unsure: true },
      { text: ' dog.', unsure: false },
    ]);
  });

  it('keeps a text that its words do not match', () => {
    const words = [word('Mr.', 0.1), word('Smyth', 0.1)];
    const parts = partsOf({ text: 'Dr. Smith', words });
    expect(parts.map((part) => part.text).join('')).toBe('Dr. Smith');
    expect(partsOf({ text: '', words: [] })).toEqual([]);
  });
});
