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
    const completed = play(EMPTY_TRANSCRIPT, started('a'), { type: 'file-done', id: 'a' });
    expect(completed.sources.map((source) => source.id)).toEqual(['a']);
  });

  it('ignores events when no source has begun', () => {
    expect(play(EMPTY_TRANSCRIPT, final(1, 'stray'))).toBe(EMPTY_TRANSCRIPT);
  });

  it('writes on in a file that others stand behind, from where it was', () => {
    const begun: TranscriptAction = {
      type: 'source-started',
      id: 'a',
      kind: 'file',
      name: 'a',
      startedAtMs: 0,
      doneMs: 0,
    };
    const paused = play(
      EMPTY_TRANSCRIPT,
      begun,
      final(1, 'one'),
      { type: 'file-progressed', id: 'a', doneMs: 1900 },
      // Its progress was not saved any more.
      final(2, 'two'),
      { type: 'file-stopped', id: 'a', engine: 'student' },
      started('b'),
      final(1, 'other'),
    );
    const resumed = play(paused, { type: 'file-resumed', id: 'a' });
    expect(texts(resumed)).toEqual([['one'], ['other']]);
    const event = { type: 'final', segment: segment(2, 'two') } as const;
    const done = play(resumed, { type: 'recognized', id: 'a', event }, { type: 'file-done', id: 'a' });
    expect(texts(done)).toEqual([['one', 'two'], ['other']]);
    expect(paused.sources[0]?.doneMs).toBe(1900);
    expect(done.sources[0]).not.toHaveProperty('doneMs');
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
