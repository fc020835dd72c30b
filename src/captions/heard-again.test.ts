import { describe, expect, it } from 'vitest';
import { applyEdit, inverseOf } from './edit';
import { line, linesOf, textsOf, transcriptOf } from './editing-suite';
import { heardAgain, lineRange, longerRange, stretchOf } from './heard-again';

const one = line(1, 'one two');
const two = line(2, 'three');
const three = line(3, 'four five');
const transcript = transcriptOf(one, two, three);

describe('a range of lines', () => {
  it('goes from the first to the last of those that are chosen', () => {
    expect(lineRange(transcript, 'a', [3, 1])?.lines).toEqual([one, two, three]);
    expect(lineRange(transcript, 'a', [9])).toBeNull();
    expect(lineRange(transcript, 'b', [1])).toBeNull();
  });

  it('grows by a line at either end, as far as there are lines', () => {
    const range = lineRange(transcript, 'a', [2])!;
    expect(longerRange(transcript, range, -1)?.lines).toEqual([one, two]);
    expect(longerRange(transcript, range, 1)?.lines).toEqual([two, three]);
    expect(longerRange(transcript, lineRange(transcript, 'a', [1])!, -1)).toBeNull();
    expect(longerRange(transcript, lineRange(transcript, 'a', [3])!, 1)).toBeNull();
  });

  it('is of one input: lines of the other one between them are not heard by it', () => {
    const mic = [line(1, 'one', { source: 'microphone' }), line(3, 'three', { source: 'microphone' })];
    const tab = line(2, 'two', { source: 'tab' });
    const both = transcriptOf(mic[0]!, tab, mic[1]!);
    const range = lineRange(both, 'a', [1, 2, 3])!;
    expect(range.lines).toEqual(mic);
    const edit = heardAgain(both, range, [line(7, 'new')])!;
    expect(linesOf(applyEdit(both, edit)!).map(({ source }) => source)).toContain('microphone');
    expect(textsOf(applyEdit(both, edit)!)).toContain('two');
  });
});

describe('the stretch of some lines', () => {
  it('has a little around it, at whole hops', () => {
    const odd = line(2, 'three', { startMs: 20_004, endMs: 20_403 });
    const range = lineRange(transcriptOf(one, odd, three), 'a', [2])!;
    expect(stretchOf(transcriptOf(one, odd, three), range)).toEqual({ fromMs: 19_600, toMs: 20_810 });
  });

  it('does not reach into what other lines say, and not before the beginning', () => {
    const close = transcriptOf(
      line(0, 'zero', { startMs: 100, endMs: 900 }),
      line(1, 'one', { startMs: 1000, endMs: 2000 }),
      line(2, 'two', { startMs: 2100, endMs: 3000 }),
    );
    expect(stretchOf(close, lineRange(close, 'a', [1])!)).toEqual({ fromMs: 900, toMs: 2100 });
    expect(stretchOf(close, lineRange(close, 'a', [0])!)).toEqual({ fromMs: 0, toMs: 1000 });
  });
});

describe('text that was heard again', () => {
  it('takes the place of the lines as one step that can be taken back', () => {
    const written = [line(2, 'new'), line(2.5, 'words')].map((item) => ({ ...item, id: 0, engine: 'other' }));
    const edit = heardAgain(transcript, lineRange(transcript, 'a', [1, 2])!, written)!;
    const changed = applyEdit(transcript, edit)!;
    expect(textsOf(changed)).toEqual(['new', 'words', 'four five']);
    const ids = linesOf(changed).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.filter(Number.isInteger)).toEqual([3]);
    expect(linesOf(changed)[0]).toMatchObject({ engine: 'other', words: written[0]!.words });
    expect(linesOf(applyEdit(changed, inverseOf(edit))!)).toEqual([one, two, three]);
  });

  it('is nothing where nothing was heard', () => {
    expect(heardAgain(transcript, lineRange(transcript, 'a', [1])!, [])).toBeNull();
  });
});
