import { describe, expect, it } from 'vitest';
import { inventedTextReason } from './invented-text';

const hypothesis = (text: string) => ({
  text,
  words: text.split(' ').map((word) => ({ word, confidence: 1 })),
});

describe('inventedTextReason', () => {
  it('believes a plain sentence and a short repetition', () => {
    expect(inventedTextReason(hypothesis('the cat sat on the mat'), 5, 3000)).toBeUndefined();
    expect(inventedTextReason(hypothesis('no no no no'), 4, 2000)).toBeUndefined();
  });

  it('doubts more words than anyone speaks', () => {
    expect(inventedTextReason(hypothesis('a b c d e f g h i j k l m'), 13, 2000)).toContain('fit');
  });

  it('doubts far more words than were heard', () => {
    expect(inventedTextReason(hypothesis('a b c d e f g'), 1, 5000)).toContain('heard');
  });

  it('doubts what models write in silence', () => {
    expect(inventedTextReason(hypothesis('♪'), 2, 5000)).toContain('no word');
    const subtitles = hypothesis('00:00:00.000,00:00:00.000 so we go on');
    expect(inventedTextReason(subtitles, 4, 5000)).toContain('subtitles');
    expect(inventedTextReason(hypothesis('at 10:30 she came'), 4, 2000)).toBeUndefined();
  });

  it('doubts a loop', () => {
    const loop = hypothesis('so we go on and on and on and on and on');
    expect(inventedTextReason(loop, 11, 8000)).toContain('repeated');
  });
});
