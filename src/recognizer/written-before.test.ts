import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { PlacedUtterance, UtteranceText } from './utterance-text';
import { WrittenBefore } from './written-before';

/** An utterance from one second to another, with so many seconds of sound before it. */
function utterance(startS: number, endS: number, beforeS = 8): PlacedUtterance {
  const audio = { frames: 0, data: new Float32Array(), samples: new Float32Array() };
  const before = new Float32Array(beforeS * SAMPLE_RATE_HZ);
  return { id: 0, audio, startMs: 1000 * startS, endMs: 1000 * endS, before };
}

/** A word a second, its number its token. */
function textOf(startS: number, words: number): UtteranceText {
  return {
    text: '',
    engine: 'second',
    words: Array.from({ length: words }, (_, index) => {
      const startMs = 1000 * (startS + index) + 300;
      return { word: 'word', startMs, endMs: startMs + 500, confidence: 1 };
    }),
    wordTokens: Array.from({ length: words }, (_, index) => [startS + index]),
  };
}

/** What leads into an utterance: its tokens, and how many seconds of sound. */
function leadOf(before: WrittenBefore, next: PlacedUtterance) {
  const lead = before.lead(next);
  return lead && { tokens: lead.tokens, seconds: lead.samples.length / SAMPLE_RATE_HZ };
}

describe('WrittenBefore', () => {
  it('leads in with all of a short utterance and the pause behind it', () => {
    const before = new WrittenBefore();
    before.note(utterance(10, 13), textOf(10, 3));
    expect(leadOf(before, utterance(14, 16))).toEqual({ tokens: [10, 11, 12], seconds: 4 });
  });

  it('leads in with the last words of a long one, from where the first of them begins', () => {
    const before = new WrittenBefore();
    before.note(utterance(10, 25), textOf(10, 15));
    const lead = leadOf(before, utterance(25, 27));
    expect(lead?.tokens).toEqual([17, 18, 19, 20, 21, 22, 23, 24]);
    expect(lead?.seconds).toBeCloseTo(7.75);
  });

  it('leads in with less where the utterance is long, and with nothing where it is long enough', () => {
    const before = new WrittenBefore();
    before.note(utterance(10, 16), textOf(10, 6));
    expect(leadOf(before, utterance(16, 26))?.tokens).toEqual([12, 13, 14, 15]);
    expect(leadOf(before, utterance(16, 30))).toBeUndefined();
  });

  it('leads in with no more than the sound that is at hand', () => {
    const before = new WrittenBefore();
    before.note(utterance(10, 16), textOf(10, 6));
    expect(leadOf(before, utterance(16, 18, 3))?.tokens).toEqual([13, 14, 15]);
    expect(leadOf(before, utterance(16, 18, 2))).toBeUndefined();
    expect(before.lead({ startMs: 16_000, endMs: 18_000 })).toBeUndefined();
  });

  it('tells whether a sentence is over', () => {
    const before = new WrittenBefore();
    const { words, ...text } = textOf(10, 3);
    before.note(utterance(10, 13), { ...text, words });
    expect(before.lead(utterance(13, 15))?.endsSentence).toBe(false);
    before.note(utterance(10, 13), { ...text, words: words.map((word) => ({ ...word, word: 'end.' })) });
    expect(before.lead(utterance(13, 15))?.endsSentence).toBe(true);
  });

  it('does not lead in over a long pause, nor with text that another engine wrote', () => {
    const before = new WrittenBefore();
    expect(before.lead(utterance(1, 2))).toBeUndefined();
    before.note(utterance(10, 13), textOf(10, 3));
    expect(before.lead(utterance(16, 18))).toBeUndefined();
    before.note(utterance(16, 18), undefined);
    expect(before.lead(utterance(18, 20))).toBeUndefined();
  });
});
