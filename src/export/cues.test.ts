import { describe, expect, it } from 'vitest';
import { cues } from './cues';
import { spoken } from './exporter-suite';
import { columnsOf, MAX_DENSE_LINE_COLUMNS, MAX_LINE_COLUMNS, MAX_LINES } from './text-width';
import { lineText } from './timed-tokens';

const LONG =
  'We have been walking for most of the day, and the light is going, but nobody has said a word about ' +
  'turning back; the path goes on between the stones and so do we, slower now, watching our feet.';

describe('cues', () => {
  it('sets no more than two lines of 42 characters', () => {
    const cut = cues([spoken(LONG, 0, 14_000)]);
    expect(cut.length).toBeGreaterThan(2);
    for (const { lines } of cut) {
      expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
      for (const line of lines) expect(columnsOf(lineText(line))).toBeLessThanOrEqual(MAX_LINE_COLUMNS);
    }
    expect(cut.flatMap((cue) => cue.lines.map(lineText)).join(' ')).toBe(LONG);
  });

  it('starts each cue with its first word and ends it with its last', () => {
    const segment = spoken(LONG, 0, 19_000);
    const cut = cues([segment]);
    const second = cut[1];
    const before = cut[0]?.lines.flat().length ?? 0;
    expect(second?.startMs).toBe(Math.round(segment.words[before]?.startMs ?? -1));
    expect(cut.at(-1)?.endMs).toBe(19_000);
  });

  it('cuts slow speech by time as well', () => {
    const cut = cues([spoken('one two three four five six', 0, 24_000)]);
    expect(cut.flatMap((cue) => cue.lines.map(lineText))).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
    ]);
  });

  it('shares out the time by characters where the words have no times', () => {
    const cut = cues([{ ...spoken(LONG, 0, 14_000), words: [] }]);
    expect(cut[0]?.startMs).toBe(0);
    expect(cut.at(-1)?.endMs).toBe(14_000);
    const first = cut[0]?.lines.flat() ?? [];
    const share = first.map(({ text }) => text).join('').length / LONG.replaceAll(' ', '').length;
    expect(first.at(-1)?.endMs).toBeCloseTo(14_000 * share, -1);
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
    expect(cues([spoken('Yes.', 1000, 1200), spoken('No.', 1700, 3000, 2)])[0]?.endMs).toBe(1620);
  });

  it('leaves a cue on screen until it can be read, where silence follows', () => {
    const text = 'This was said much faster than anyone reads.';
    expect(cues([spoken(text, 0, 1500)])[0]?.endMs).toBe(Math.ceil((1000 * text.length) / 17));
    expect(cues([spoken(text, 0, 1500), spoken('Next.', 2000, 4000, 2)])[0]?.endMs).toBe(1920);
  });

  it.each([
    ['after punctuation', 'When the rain had stopped at last, we went down to the river.', 'last,'],
    ['before a conjunction', 'The captain looked for the harbour lights and nobody spoke to him.', 'lights'],
    [
      'before a preposition',
      'The little yellow boat sailed slowly out beyond the northern lighthouse',
      'slowly',
    ],
    [
      'never behind an article',
      'They were all standing around waiting the arrival of Elizabeth Bennet',
      'waiting',
    ],
  ])('breaks lines %s', (_, text, last) => {
    const [cue, more] = cues([spoken(text, 0, 5000)]);
    expect(more).toBeUndefined();
    expect(cue?.lines.map(lineText)).toHaveLength(2);
    expect(cue?.lines[0]?.at(-1)?.text).toBe(last);
  });

  it('ends a cue with a sentence rather than in one', () => {
    const text = 'He did not answer at once. The road went on between the hills for a long while yet.';
    expect(cues([spoken(text, 0, 6000)]).map(({ lines }) => lines.flat().at(-1)?.text)).toEqual([
      'once.',
      'yet.',
    ]);
  });

  it('counts wide characters as two and breaks Chinese between words', () => {
    const text = '我们今天下午要去公园里散步，然后回家一起吃晚饭，因为明天大家都要早起上班。';
    const cut = cues([spoken(text, 0, 9000)]);
    const lines = cut.flatMap((cue) => cue.lines.map(lineText));
    expect(lines.join('')).toBe(text);
    for (const line of lines) {
      expect(columnsOf(line)).toBeLessThanOrEqual(MAX_DENSE_LINE_COLUMNS);
      expect(line).not.toMatch(/^[，。]/u);
    }
  });

  it('leaves a word that is longer than a line alone, whole', () => {
    const address = `https://example.org/${'a'.repeat(60)}`;
    const cut = cues([spoken(`see ${address} there`, 0, 3000)]);
    expect(cut.map((cue) => cue.lines.map(lineText))).toEqual([['see'], [address], ['there']]);
  });
});
