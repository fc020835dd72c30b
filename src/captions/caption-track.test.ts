import { describe, expect, it } from 'vitest';
import type { Partial, Segment } from '../contract/transcript';
import {
  EMPTY_TRACK,
  nextId,
  reduceTrack,
  replaceLines,
  settleTrack,
  type CaptionEvent,
  type CaptionTrack,
} from './caption-track';

const partial = (id: number, text: string, awaitingFinal = false): Partial => ({
  id,
  text,
  startMs: id * 1000,
  endMs: id * 1000 + 900,
  awaitingFinal,
});

const segment = (id: number, text: string, engine = 'second'): Segment => ({
  id,
  text,
  words: [],
  startMs: id * 1000,
  endMs: id * 1000 + 900,
  engine,
});

const play = (...events: CaptionEvent[]): CaptionTrack => events.reduce(reduceTrack, EMPTY_TRACK);

describe('reduceTrack', () => {
  it('replaces the partial of an utterance as it grows', () => {
    const track = play(
      { type: 'partial', partial: partial(1, 'hel') },
      { type: 'partial', partial: partial(1, 'hello') },
    );
    expect(track.partials.map((item) => item.text)).toEqual(['hello']);
    expect(track.segments).toEqual([]);
  });

  it('keeps an utterance that awaits its second look beside the one being spoken', () => {
    const track = play(
      { type: 'partial', partial: partial(1, 'first', true) },
      { type: 'partial', partial: partial(2, 'second') },
    );
    expect(track.partials.map((item) => [item.text, item.awaitingFinal])).toEqual([
      ['first', true],
      ['second', false],
    ]);
  });

  it('puts the final text in the place of its partial and leaves the others', () => {
    const track = play(
      { type: 'partial', partial: partial(1, 'ferst') },
      { type: 'partial', partial: partial(2, 'next') },
      { type: 'final', segment: segment(1, 'First.') },
    );
    expect(track.segments.map((item) => item.text)).toEqual(['First.']);
    expect(track.partials.map((item) => item.id)).toEqual([2]);
  });

  it('ignores a partial that comes after its final text', () => {
    const track = play(
      { type: 'final', segment: segment(1, 'First.') },
      { type: 'partial', partial: partial(1, 'late') },
    );
    expect(track.partials).toEqual([]);
  });

  it('orders final texts by time, whatever the order they come in', () => {
    const track = play(
      { type: 'final', segment: segment(2, 'B') },
      { type: 'final', segment: segment(1, 'A') },
    );
    expect(track.segments.map((item) => item.text)).toEqual(['A', 'B']);
  });

  it('drops the partial of an utterance that held no words', () => {
    expect(play({ type: 'partial', partial: partial(1, 'uh') }, { type: 'discarded', id: 1 })).toEqual(
      EMPTY_TRACK,
    );
    expect(
      play({ type: 'partial', partial: partial(1, 'uh') }, { type: 'final', segment: segment(1, '') }),
    ).toEqual(EMPTY_TRACK);
  });
});

describe('settleTrack', () => {
  it('keeps unfinished text as final text of the engine that wrote it', () => {
    const settled = settleTrack(play({ type: 'partial', partial: partial(3, 'cut off') }), 'student');
    expect(settled.partials).toEqual([]);
    expect(settled.segments).toEqual([{ ...segment(3, 'cut off', 'student') }]);
  });

  it('lets a late final text take the place of settled text', () => {
    const settled = settleTrack(play({ type: 'partial', partial: partial(3, 'cut of') }), 'student');
    const track = reduceTrack(settled, { type: 'final', segment: segment(3, 'Cut off.') });
    expect(track.segments.map((item) => item.text)).toEqual(['Cut off.']);
  });
});

describe('replaceLines', () => {
  const track = play(
    { type: 'final', segment: segment(1, 'One.') },
    { type: 'final', segment: segment(2, 'Too.') },
    { type: 'partial', partial: partial(3, 'three') },
  );
  const byHand = { ...segment(2, 'Two.'), heard: { text: 'Too.', words: [] } };

  it('lets no late text take the place of what a person wrote, or bring back what they took out', () => {
    const corrected = replaceLines(track, [segment(2, 'Too.')], [byHand])!;
    expect(reduceTrack(corrected, { type: 'final', segment: segment(2, 'Too!') })).toEqual(corrected);
    const removed = replaceLines(track, [segment(2, 'Too.')], [])!;
    expect(reduceTrack(removed, { type: 'final', segment: segment(2, 'Too!') })).toEqual(removed);
    expect(reduceTrack(removed, { type: 'partial', partial: partial(2, 'too') })).toEqual(removed);
    expect(removed.partials).toEqual(track.partials);
    expect(replaceLines(removed, [], [segment(2, 'Too.')])).toEqual(track);
  });

  it('refuses lines that are not there, or say something else by now', () => {
    expect(replaceLines(track, [segment(9, 'Nine.')], [])).toBeNull();
    expect(replaceLines(track, [segment(2, 'To.')], [byHand])).toBeNull();
  });
});

describe('nextId', () => {
  it('is behind all texts, those too that a person has taken out', () => {
    expect(nextId(EMPTY_TRACK)).toBe(0);
    const track = play(
      { type: 'final', segment: segment(1, 'One.') },
      { type: 'final', segment: segment(4, 'Four.') },
      { type: 'partial', partial: partial(2, 'two') },
    );
    expect(nextId(track)).toBe(5);
    const without = replaceLines(track, [segment(4, 'Four.')], []);
    expect(without && nextId(without)).toBe(5);
  });
});
