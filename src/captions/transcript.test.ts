import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import {
  EMPTY_TRANSCRIPT,
  hasText,
  reduceTranscript,
  type Transcript,
  type TranscriptAction,
} from './transcript';

const started = (id: string, name = id): TranscriptAction => ({
  type: 'source-started',
  id,
  kind: 'file',
  name,
  startedAtMs: 0,
});

const segment = (id: number, text: string): Segment => ({
  id,
  text,
  words: [],
  startMs: id * 1000,
  endMs: id * 1000 + 500,
  engine: 'student',
});

const final = (id: number, text: string): TranscriptAction => ({
  type: 'recognized',
  event: { type: 'final', segment: segment(id, text) },
});

const play = (transcript: Transcript, ...actions: TranscriptAction[]): Transcript =>
  actions.reduce(reduceTranscript, transcript);

const texts = (transcript: Transcript): string[][] =>
  transcript.sources.map((source) => source.track.segments.map((item) => item.text));

describe('reduceTranscript', () => {
  it('keeps the texts of sources apart although their ids repeat', () => {
    const transcript = play(EMPTY_TRANSCRIPT, started('a'), final(1, 'one'), started('b'), final(1, 'two'));
    expect(texts(transcript)).toEqual([['one'], ['two']]);
  });

  it('drops a source that ended without text, but not a whole file without words', () => {
    const ended = play(EMPTY_TRANSCRIPT, started('a'), { type: 'source-ended', engine: 'student' });
    expect(ended.sources).toEqual([]);
    const completed = play(EMPTY_TRANSCRIPT, started('a'), { type: 'source-completed', segments: [] });
    expect(completed.sources.map((source) => source.id)).toEqual(['a']);
  });

  it('ignores events when no source has begun', () => {
    expect(play(EMPTY_TRANSCRIPT, final(1, 'stray'))).toBe(EMPTY_TRANSCRIPT);
  });

  it('takes the whole result of a file in place of its events', () => {
    const transcript = play(EMPTY_TRANSCRIPT, started('a'), final(1, 'one'), {
      type: 'source-completed',
      segments: [segment(1, 'one'), segment(2, 'two')],
    });
    expect(texts(transcript)).toEqual([['one', 'two']]);
  });

  it('clears everything, and restores it before what came since', () => {
    const before = play(EMPTY_TRANSCRIPT, started('a'), final(1, 'one'));
    const cleared = play(before, { type: 'cleared', inProgress: false });
    expect(cleared).toEqual(EMPTY_TRANSCRIPT);
    const after = play(cleared, started('b'), final(1, 'two'), { type: 'restored', transcript: before });
    expect(texts(after)).toEqual([['one'], ['two']]);
  });

  it('keeps a source in progress when clearing, and joins its halves when restoring', () => {
    const before = play(EMPTY_TRANSCRIPT, started('a'), final(1, 'one'));
    const cleared = play(before, { type: 'cleared', inProgress: true }, final(2, 'two'));
    expect(texts(cleared)).toEqual([['two']]);
    expect(texts(play(cleared, { type: 'restored', transcript: before }))).toEqual([['one', 'two']]);
  });

  it('knows whether there is text', () => {
    expect(hasText(play(EMPTY_TRANSCRIPT, started('a')))).toBe(false);
    expect(hasText(play(EMPTY_TRANSCRIPT, started('a'), final(1, 'one')))).toBe(true);
  });
});
