import { describe, expect, it } from 'vitest';
import { cues } from './cues';
import { spoken } from './exporter-suite';
import { charCount, MAX_LINE_CHARS, MAX_LINES } from './line-wrap';

const LONG =
  'We have been walking for most of the day, and the light is going, but nobody has said a word about ' +
  'turning back; the path goes on between the stones and so do we, slower now, watching our feet.';

describe('cues', () => {
  it('sets no more than two lines of 42 characters', () => {
    const cut = cues([spoken(LONG, 0, 14_000)]);
    expect(cut.length).toBeGreaterThan(2);
    for (const { lines } of cut) {
      expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
      for (const line of lines) expect(charCount(line)).toBeLessThanOrEqual(MAX_LINE_CHARS);
    }
    expect(cut.flatMap((cue) => cue.lines).join(' ')).toBe(LONG);
  });

  it('starts each cue with its first word and ends it with its last', () => {
    const segment = spoken(LONG, 0, 19_000);
    const cut = cues([segment]);
    const second = cut[1];
    const before = (cut[0]?.lines.join(' ') ?? '').split(' ').length;
    expect(second?.startMs).toBe(Math.round(segment.words[before]?.startMs ?? -1));
    expect(cut.at(-1)?.endMs).toBe(19_000);
  });

  it('cuts slow speech by time as well', () => {
    const cut = cues([spoken('one two three four five six', 0, 24_000)]);
    expect(cut.flatMap((cue) => cue.lines)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });

  it('shares out the time by characters where the words have no times', () => {
    const cut = cues([{ ...spoken(LONG, 0, 14_000), words: [] }]);
    expect(cut[0]?.startMs).toBe(0);
    expect(cut.at(-1)?.endMs).toBe(14_000);
    const first = cut[0];
    const share = (first?.lines.join('').replaceAll(' ', '').length ?? 0) / LONG.replaceAll(' ', '').length;
    expect(first?.endMs).toBeCloseTo(14_000 * share, -1);
  });

  it('never lets a cue run into the next', () => {
    const cut = cues([
      spoken('first speaker', 0, 5000),
      spoken('second', 3000, 6000, 2),
      spoken('x', 3000, 9000, 3),
    ]);
    cut.slice(1).forEach((cue, index) => {
      expect(cue.startMs).toBeGreaterThanOrEqual(cut[index]?.endMs ?? Infinity);
    });
  });

  it('leaves a short cue on screen for a second where there is room', () => {
    expect(cues([spoken('Yes.', 1000, 1200), spoken('No.', 9000, 9200, 2)]).map((cue) => cue.endMs)).toEqual([
      2000, 10_000,
    ]);
    expect(cues([spoken('Yes.', 1000, 1200), spoken('No.', 1500, 3000, 2)])[0]?.endMs).toBe(1500);
  });

  it('cuts a text without spaces at whole characters', () => {
    const family = '👩‍👩‍👧';
    const cut = cues([spoken(family.repeat(100), 0, 6000)]);
    expect(cut.flatMap((cue) => cue.lines).join('')).toBe(family.repeat(100));
    for (const line of cut.flatMap((cue) => cue.lines))
      expect(charCount(line)).toBeLessThanOrEqual(MAX_LINE_CHARS);
  });
});
