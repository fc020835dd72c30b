import { describe, expect, it } from 'vitest';
import { nextId, reduceTrack } from './caption-track';
import { correction } from './correction';
import { applyEdit, inverseOf, type Edit } from './edit';
import { line, linesOf, textsOf, timesOf, transcriptOf } from './editing-suite';
import { joinLines, splitLine } from './line-edits';
import type { Transcript } from './transcript';

const one = line(1, 'We met her there.');
const two = line(2, 'Then we left.');
const start = transcriptOf(one, two);
const doing = (transcript: Transcript, edit: Edit | null): Transcript => applyEdit(transcript, edit!)!;
const split = (transcript: Transcript, id: number, from: number) =>
  doing(transcript, splitLine(transcript, { source: 'a', line: id, from }));
const join = (transcript: Transcript, id: number) =>
  doing(transcript, joinLines(transcript, { source: 'a', line: id }));

describe('splitLine', () => {
  it('keeps the words with their times, and gives each line the time of its own', () => {
    const lines = linesOf(split(start, 1, 2));
    expect(lines.map(({ text }) => text)).toEqual(['We met', 'her there.', 'Then we left.']);
    expect(lines.slice(0, 2).flatMap(timesOf)).toEqual(timesOf(one));
    expect(lines.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [10_000, 10_900],
      [11_000, 11_900],
      [20_000, 21_400],
    ]);
  });

  it('is undone to the line that was, and done again', () => {
    const edit = splitLine(start, { source: 'a', line: 1, from: 2 })!;
    const there = doing(start, edit);
    const back = doing(there, inverseOf(edit));
    expect(linesOf(back)).toEqual([one, two]);
    expect(linesOf(doing(back, edit))).toEqual(linesOf(there));
  });

  it('needs a word before and behind, and time between', () => {
    for (const from of [0, 4, -1]) expect(splitLine(start, { source: 'a', line: 1, from })).toBeNull();
    expect(splitLine(start, { source: 'b', line: 1, from: 2 })).toBeNull();
    const timeless = transcriptOf({ ...line(0, 'a b'), words: [], startMs: 5, endMs: 5 });
    expect(splitLine(timeless, { source: 'a', line: 0, from: 1 })).toBeNull();
  });

  it('is not written over by a text that comes late, and takes no id that an engine will give', () => {
    const { track } = split(start, 1, 2).sources[0]!;
    const late = reduceTrack(track, { type: 'final', segment: { ...one, text: 'Late.' } });
    expect(late.segments).toEqual(track.segments);
    expect(nextId(track)).toBe(3);
    expect(Number.isInteger(track.segments[0]!.id)).toBe(false);
  });

  it('gives each part what was heard in it, where the line had been corrected', () => {
    const place = { source: 'a', line: 1, from: 3, to: 4 };
    const corrected = doing(start, correction(start, place, 'over here.'));
    const [first, second] = linesOf(split(corrected, 1, 2));
    expect(first).not.toHaveProperty('heard');
    expect(second).toMatchObject({ text: 'her over here.', heard: { text: 'her there.' } });
  });
});

describe('joinLines', () => {
  it('puts a line behind the one before it, with all times', () => {
    const [joined, ...rest] = linesOf(join(start, 2));
    expect(rest).toEqual([]);
    expect(joined).toMatchObject({ text: 'We met her there. Then we left.', startMs: 10_000, endMs: 21_400 });
    expect(timesOf(joined!)).toEqual([...timesOf(one), ...timesOf(two)]);
  });

  it('puts together what was split, again and again, and each time with ids of their own', () => {
    let transcript = start;
    const ids = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      const id = linesOf(transcript)[0]!.id;
      transcript = split(transcript, id, 2);
      const [first, second] = linesOf(transcript);
      for (const { id: half } of [first!, second!]) ids.add(half);
      transcript = join(transcript, second!.id);
      expect(textsOf(transcript)).toEqual(textsOf(start));
    }
    expect(ids.size).toBe(10);
    expect(linesOf(transcript).map(timesOf)).toEqual([timesOf(one), timesOf(two)]);
  });

  it('leaves lines of another input between them, and the first line', () => {
    const [mine, theirs, again] = [
      line(1, 'Mine.', { source: 'microphone' }),
      line(2, 'Theirs.', { source: 'tab' }),
      line(3, 'Again.', { source: 'microphone' }),
    ];
    const both = transcriptOf(mine, theirs, again);
    expect(textsOf(join(both, 3))).toEqual(['Mine. Again.', 'Theirs.']);
    expect(joinLines(both, { source: 'a', line: 2 })).toBeNull();
    expect(joinLines(both, { source: 'a', line: 1 })).toBeNull();
  });

  it('keeps what was heard in both', () => {
    const place = { source: 'a', line: 2, from: 0, to: 1 };
    const [joined] = linesOf(join(doing(start, correction(start, place, 'So')), 2));
    expect(joined).toMatchObject({
      text: 'We met her there. So we left.',
      heard: { text: 'We met her there. Then we left.' },
    });
  });
});
