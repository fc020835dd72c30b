import { describe, expect, it } from 'vitest';
import { reduceTranscript, type MissedSound, type Transcript } from '../captions/transcript';
import type { InputRequest } from '../capture/sound-inputs';
import { FakeRecognizer } from './fake-recognizer';
import { LiveInput } from './live-input';

async function setUp() {
  let nowMs = 1000;
  let request: InputRequest | undefined;
  const missed: MissedSound[] = [];
  const handle = {
    stop: () => Promise.resolve(),
    delivered: Promise.resolve(),
    redirect: () => undefined,
    takeStream: () => null,
  };
  const input = new LiveInput({
    kind: 'tab',
    mark: 'tab',
    recognizer: new FakeRecognizer(),
    openSources: ([opened]) => {
      request = opened;
      opened?.continuation?.startMs();
      return Promise.resolve({ ok: true, value: [handle] });
    },
    nowMs: () => nowMs,
    onReport: () => undefined,
    onMissed: (sound) => missed.push(sound),
    onEnded: () => undefined,
  });
  request = input.request();
  input.opened(handle);
  await input.start();
  const captured = (capturedMs: number): void => {
    request?.onReport({ type: 'level', rmsDb: -40, peakDb: -30, capturedMs });
  };
  const pass = (ms: number): void => void (nowMs += ms);
  const gap = (gapMs: number): void => request?.onReport({ type: 'gap', gapMs });
  return { input, missed, captured, pass, gap };
}

describe('sound that was missed', () => {
  it('is told with its place, on the clock of the stream', async () => {
    const { input, missed, captured, pass, gap } = await setUp();
    expect(missed).toEqual([]);
    captured(8000);
    pass(4000);
    await input.reopen();
    await input.start({ continues: true });
    expect(missed).toEqual([{ startMs: 8000, lengthMs: 4000, source: 'tab' }]);
    captured(3000);
    gap(2000);
    expect(missed.at(-1)).toEqual({ startMs: 15_000, lengthMs: 2000, source: 'tab' });
  });

  it('is not worth a word where it was short', async () => {
    const { missed, captured, gap } = await setUp();
    captured(8000);
    gap(300);
    expect(missed).toEqual([]);
  });

  it('stays with the source, and goes with what was cleared', () => {
    const missed = { startMs: 1000, lengthMs: 2000 };
    const started: Transcript = reduceTranscript(
      { sources: [] },
      { type: 'source-started', id: 'a', kind: 'microphone', name: '', startedAtMs: 0 },
    );
    const marked = reduceTranscript(started, { type: 'sound-missed', missed });
    expect(marked.sources[0]?.missed).toEqual([missed]);
    const cleared = reduceTranscript(marked, { type: 'cleared', inProgress: true });
    expect(cleared.sources[0]?.missed).toEqual([]);
    const restored = reduceTranscript(cleared, { type: 'restored', transcript: marked });
    expect(restored.sources[0]?.missed).toEqual([missed]);
  });
});
