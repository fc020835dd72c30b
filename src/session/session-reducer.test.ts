import { describe, expect, it } from 'vitest';
import { REPORT } from './fake-recognizer';
import type { SessionEvent } from './session-event';
import { reduceSession } from './session-reducer';
import { initialState, type SessionState } from './session-state';

const START = initialState('auto', true);
const play = (...events: SessionEvent[]): SessionState => events.reduce(reduceSession, START);
const progress = (doneMs: number, nowMs: number): SessionEvent => ({
  type: 'recognizer',
  event: { type: 'file-progress', doneMs, totalMs: 60_000 },
  nowMs,
});
const FILE: SessionEvent[] = [
  { type: 'file-requested', fileName: 'a.wav' },
  { type: 'file-started', nowMs: 0, fromMs: 0 },
];

describe('reduceSession', () => {
  it('goes from loading to listening and through stopping to idle', () => {
    const kinds = [
      play({ type: 'listen-requested' }),
      play({ type: 'listen-requested' }, { type: 'listening', nowMs: 1 }),
      play({ type: 'listen-requested' }, { type: 'listening', nowMs: 1 }, { type: 'stop-requested' }),
      play({ type: 'listen-requested' }, { type: 'stop-requested' }, { type: 'finished' }),
    ].map((state) => state.activity.kind);
    expect(kinds).toEqual(['loading', 'listening', 'stopping', 'idle']);
  });

  it('says that captions are late until there is less to do, or they end', () => {
    const late: SessionEvent = {
      type: 'recognizer',
      event: { type: 'overloaded', behindMs: 2500 },
      nowMs: 0,
    };
    expect(play(late).behindMs).toBe(2500);
    const ends: SessionEvent[] = [
      { type: 'finished' },
      { type: 'overload-dismissed' },
      { type: 'second-look-switched', on: false },
    ];
    expect(ends.map((end) => play(late, end).behindMs)).toEqual([0, 0, 0]);
  });

  it('ignores what does not fit the state', () => {
    expect(play({ type: 'stop-requested' })).toBe(START);
    expect(play({ type: 'listening', nowMs: 1 })).toBe(START);
    expect(
      play({ type: 'listen-requested' }, { type: 'stop-requested' }, { type: 'listening', nowMs: 1 })
        .activity,
    ).toEqual({ kind: 'stopping' });
    expect(play(...FILE, { type: 'listen-requested' }).activity.kind).toBe('transcribing');
  });

  it('keeps a failure on show until it is dismissed or something new begins', () => {
    const failed: SessionEvent = {
      type: 'failed',
      failure: { code: 'microphone-missing', message: '' },
      during: 'listen',
    };
    expect(play(failed, { type: 'finished' }).activity.kind).toBe('failed');
    expect(play(failed, { type: 'failure-dismissed' }).activity.kind).toBe('idle');
    expect(play(failed, { type: 'listen-requested' }).activity.kind).toBe('loading');
  });

  it('tells the time left from the speed so far, once it means something', () => {
    const remaining = (...events: SessionEvent[]): unknown => {
      const { activity } = play(...FILE, ...events);
      return activity.kind === 'transcribing' ? activity.remainingMs : 'not transcribing';
    };
    expect(remaining(progress(600, 100))).toBeNull();
    expect(remaining(progress(20_000, 4000))).toBe(8000);
    expect(remaining(progress(60_000, 12_000))).toBe(0);
    const resumed = play(
      { type: 'file-requested', fileName: 'a.wav' },
      { type: 'file-started', nowMs: 0, fromMs: 30_000 },
      progress(40_000, 4000),
    );
    expect(resumed.activity).toMatchObject({ doneMs: 40_000, remainingMs: 8000 });
  });

  it('follows downloads until their model is ready', () => {
    const download = (model: string, receivedBytes: number): SessionEvent => ({
      type: 'recognizer',
      event: { type: 'download', model, receivedBytes, totalBytes: 10 },
      nowMs: 0,
    });
    const loading = play(
      { type: 'load-started' },
      download('student', 4),
      download('student', 10),
      download('second', 2),
    );
    expect(loading.downloads.map((item) => [item.model, item.receivedBytes])).toEqual([
      ['student', 10],
      ['second', 2],
    ]);
    const ready = reduceSession(loading, {
      type: 'recognizer',
      event: { type: 'student-ready', model: 'student', provider: REPORT },
      nowMs: 0,
    });
    expect(ready.engine).toEqual({ kind: 'ready', model: 'student', report: REPORT });
    expect(ready.downloads.map((item) => item.model)).toEqual(['second']);
  });

  it('leaves the second look off although it reports late that it is ready, or failed', () => {
    const failure = { code: 'model-unreachable', message: '' } as const;
    for (const event of [
      { type: 'second-look-ready', model: 'second' },
      { type: 'second-look-failed', failure },
    ] as const) {
      const state = play(
        { type: 'second-look-switched', on: false },
        { type: 'recognizer', event, nowMs: 0 },
      );
      expect(state.secondLook).toEqual({ kind: 'off' });
    }
  });

  it('has no engine after a failed load', () => {
    const state = play(
      { type: 'load-started' },
      { type: 'failed', failure: { code: 'model-corrupt', message: '' }, during: 'load' },
    );
    expect(state.engine).toEqual({ kind: 'absent' });
  });
});
