import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { asHeard, correction, samePlace, withWords } from './correction';
import { applyEdit, inverseOf } from './edit';
import type { CaptionSource, Transcript } from './transcript';

/** A line whose words last 400 ms each, with 100 ms between them. */
function line(id: number, text: string): Segment {
  const startMs = id * 10_000;
  const words = text.split(' ').map((word, index) => ({
    word,
    startMs: startMs + index * 500,
    endMs: startMs + index * 500 + 400,
    confidence: 0.5,
  }));
  return { id, text, words, startMs, endMs: startMs + words.length * 500 - 100, engine: 'second' };
}

function transcriptOf(...segments: Segment[]): Transcript {
  const source: CaptionSource = {
    id: 'a',
    kind: 'microphone',
    name: 'Microphone',
    startedAtMs: 0,
    track: { segments, partials: [] },
  };
  return { sources: [source] };
}

const at = (from: number, to = from + 1) => ({ from, to });
const placed = (lineId: number, from: number, to = from + 1) => ({ source: 'a', line: lineId, from, to });
const texts = ({ sources }: Transcript) =>
  sources.flatMap(({ track }) => track.segments.map(({ text }) => text));
const times = ({ words }: Segment) => words.map(({ word, startMs, endMs }) => [word, startMs, endMs]);

describe('withWords', () => {
  it('gives a word the time of the one it replaces, and is sure of it', () => {
    const before = line(0, 'We met Shivawn here.');
    const after = withWords(before, at(2), 'Siobhan');
    expect(after.text).toBe('We met Siobhan here.');
    expect(after.words[2]).toEqual({ word: 'Siobhan', startMs: 1000, endMs: 1400, confidence: 1 });
    expect(after.words[1]).toEqual(before.words[1]);
    expect(after.heard).toEqual({ text: before.text, words: before.words });
  });

  it('shares the time among several words by their letters', () => {
    const after = withWords(line(0, 'Say alots now.'), at(1), ' a  lot! ');
    expect(after.text).toBe('Say a lot! now.');
    expect(times(after).slice(1, 3)).toEqual([
      ['a', 500, 580],
      ['lot!', 580, 900],
    ]);
  });

  it('joins several words into one, over the pause between them', () => {
    const after = withWords(line(0, 'Oh your lawn spoke.'), at(0, 3), 'Oyelaran');
    expect(after.text).toBe('Oyelaran spoke.');
    expect(times(after)[0]).toEqual(['Oyelaran', 0, 1400]);
  });

  it('takes a word out, and the whole line with its only one', () => {
    expect(withWords(line(0, 'We we met.'), at(1), '').text).toBe('We met.');
    expect(withWords(line(0, 'Um.'), at(0), ' ').text).toBe('');
  });

  it('remembers the first text over many corrections, and is the first again where it reads the same', () => {
    const first = line(0, 'He is hear now.');
    const second = withWords(withWords(first, at(2), 'here'), at(3), 'again.');
    expect(second.heard?.text).toBe('He is hear now.');
    expect(withWords(withWords(second, at(2), 'hear'), at(3), 'now.')).toEqual(first);
  });

  it('changes nothing for the same words or a place that is not there', () => {
    const before = line(0, 'One two.');
    expect(withWords(before, at(1), ' two. ')).toBe(before);
    expect(withWords(before, at(2), 'three')).toBe(before);
    expect(withWords(before, at(1, 1), 'three')).toBe(before);
  });

  it('invents no times for a line that has none', () => {
    const bare = { ...line(0, 'One too three'), words: [] };
    expect(withWords(bare, at(1), 'two')).toMatchObject({ text: 'One two three', words: [] });
  });

  it('takes times by letters where the engine’s words are not those of the text', () => {
    const odd = { ...line(0, 'abcd ef'), words: [line(0, 'abcdef').words[0]!], endMs: 600 };
    expect(times(withWords(odd, at(1), 'gh'))).toEqual([
      ['abcd', 0, 400],
      ['gh', 400, 600],
    ]);
  });
});

describe('correction', () => {
  const before = transcriptOf(line(1, 'First line.'), line(2, 'Um.'), line(3, 'Third lime.'));

  it('is an edit that does what it says, and whose inverse takes it back to the same lines', () => {
    const edit = correction(before, placed(3, 1), 'line.')!;
    const after = applyEdit(before, edit)!;
    expect(texts(after)).toEqual(['First line.', 'Um.', 'Third line.']);
    expect(applyEdit(after, inverseOf(edit))).toEqual(before);
    expect(after.sources[0]!.track.segments[0]).toBe(before.sources[0]!.track.segments[0]);
  });

  it('takes a line out that has no word left, remembers it, and puts it back in its place', () => {
    const edit = correction(before, placed(2, 0), '')!;
    const after = applyEdit(before, edit)!;
    expect(texts(after)).toEqual(['First line.', 'Third lime.']);
    expect(after.sources[0]!.track.removed).toEqual([line(2, 'Um.')]);
    expect(applyEdit(after, inverseOf(edit))).toEqual(before);
  });

  it('is nothing where nothing changes', () => {
    expect(correction(before, placed(1, 0), 'First')).toBeNull();
    expect(correction(before, placed(9, 0), 'First')).toBeNull();
    expect(correction(before, { ...placed(1, 0), source: 'b' }, 'Last')).toBeNull();
  });

  it('can be taken back as a whole line, long after', () => {
    const once = applyEdit(before, correction(before, placed(3, 0), 'The third')!)!;
    const twice = applyEdit(once, correction(once, placed(3, 2), 'line.')!)!;
    expect(texts(twice)[2]).toBe('The third line.');
    expect(applyEdit(twice, asHeard(twice, { source: 'a', line: 3 })!)).toEqual(before);
    expect(asHeard(before, { source: 'a', line: 3 })).toBeNull();
  });
});

describe('samePlace', () => {
  it('finds a word again by its time, after the line was written anew', () => {
    const now = { ...line(0, 'Oh yes we met.'), words: line(0, 'Oh yes we met.').words };
    const heard = { ...line(0, 'Yes we'), words: now.words.slice(1, 3) };
    expect(samePlace(heard, now, 1)).toBe(2);
    expect(samePlace(now, now, 3)).toBe(3);
    expect(samePlace(now, heard, 3)).toBe(1);
  });
});
