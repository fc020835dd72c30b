import { describe, expect, it } from 'vitest';
import { withoutDoubtfulLoneWords } from './lone-words';

const FRAME_MS = 40;

function word(firstFrame: number, confidence: number) {
  return { word: 2, firstFrame, lastFrame: firstFrame + 2, confidence };
}

describe('doubtful lone words', () => {
  it('are left out', () => {
    expect(withoutDoubtfulLoneWords([word(100, 0.6)], FRAME_MS)).toEqual([]);
    expect(withoutDoubtfulLoneWords([word(100, 0.9), word(110, 0.5)], FRAME_MS)).toEqual([]);
  });

  it('are left out where they are one sound, however well heard', () => {
    const knock = { word: 2, firstFrame: 100, lastFrame: 101, confidence: 0.98 };
    expect(withoutDoubtfulLoneWords([knock], FRAME_MS)).toEqual([]);
    expect(withoutDoubtfulLoneWords([knock, word(104, 0.9)], FRAME_MS)).toHaveLength(2);
  });

  it('stay where they were heard well', () => {
    const yes = word(100, 0.9);
    expect(withoutDoubtfulLoneWords([yes], FRAME_MS)).toEqual([yes]);
  });

  it('stay among others', () => {
    const mumbled = [word(100, 0.5), word(110, 0.6), word(120, 0.5)];
    expect(withoutDoubtfulLoneWords([...mumbled, word(170, 0.5)], FRAME_MS)).toEqual(mumbled);
  });
});
