import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { kind, setUp, texts } from './controller-set-up';
import { Deferred } from './deferred';
import { segmentOf } from './fake-recognizer';

describe('a recognizer that hangs', () => {
  it('is given up, and another goes on with what was kept', async () => {
    const { recognizer, session, store, microphone, clock } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    recognizer.listener({ type: 'final', segment: segmentOf(4, 'Kept.') });
    clock.nowMs += 14_000;
    microphone.report({ type: 'unanswered', forMs: 14_000 });
    expect(recognizer.calls).not.toContain('restart');
    clock.nowMs += 1000;
    microphone.report({ type: 'unanswered', forMs: 15_000 });
    expect(recognizer.calls).toContain('restart');
    await vi.waitFor(() => {
      expect(store.state.recovery).toEqual({ what: 'recognizer', done: true, lostMs: 0 });
    });
    expect(recognizer.calls.at(-1)).toBe('startStream {"firstId":5}');
    expect(recognizer.again).toEqual([false, true]);
    expect(microphone.redirect).toHaveBeenCalledOnce();
    // The next one is slow, not hung.
    clock.nowMs += 16_000;
    microphone.report({ type: 'unanswered', forMs: 16_000 });
    expect(recognizer.calls.filter((call) => call === 'restart')).toHaveLength(1);
    recognizer.listener({ type: 'final', segment: segmentOf(5, 'All there.') });
    session.stopCaptions();
    await run;
    expect(texts(store)).toEqual(['Kept.', 'All there.']);
  });

  it('is not looked for while the models load', async () => {
    const { recognizer, session, store, microphone, clock } = setUp();
    recognizer.prepared = new Deferred();
    void session.startCaptions();
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('prepare auto on');
    });
    clock.nowMs += 100_000;
    microphone.report({ type: 'unanswered', forMs: 100_000 });
    expect(recognizer.calls).not.toContain('restart');
    recognizer.prepared.resolve(null);
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    clock.nowMs += 5000;
    microphone.report({ type: 'unanswered', forMs: 105_000 });
    expect(recognizer.calls).not.toContain('restart');
  });
});

it('a recognizer that is busy at Stop is not told of the end before it has the sound', async () => {
  const { recognizer, session, store, microphone } = setUp();
  const run = session.startCaptions();
  await vi.waitFor(() => {
    expect(kind(store)).toBe('listening');
  });
  const sound = new Deferred<undefined>();
  microphone.stop.mockImplementation(() => {
    microphone.delivered = sound.promise;
    return Promise.resolve();
  });
  session.stopCaptions();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(recognizer.calls).not.toContain('stopStream');
  sound.resolve(undefined);
  await run;
  expect(recognizer.calls.at(-1)).toBe('stopStream');
});

describe('a recognizer that is gone after Stop', () => {
  it('is followed by another, which writes what it had not', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    recognizer.listener({ type: 'final', segment: segmentOf(4, 'Kept.') });
    const first = (recognizer.stopped = new Deferred());
    session.stopCaptions();
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('stopStream');
    });
    const second = (recognizer.stopped = new Deferred());
    recognizer.restart();
    first.resolve({ ok: false, failure: { code: 'internal', message: 'Gone.' } });
    await vi.waitFor(() => {
      expect(recognizer.calls.filter((call) => call === 'stopStream')).toHaveLength(2);
    });
    expect(recognizer.calls).toContain('startStream {"firstId":5}');
    expect(microphone.redirect).toHaveBeenCalledWith(expect.any(MessagePort), 4500);
    recognizer.listener({ type: 'final', segment: segmentOf(5, 'All there.') });
    second.resolve({ ok: true, value: null });
    await run;
    expect(texts(store)).toEqual(['Kept.', 'All there.']);
    expect(kind(store)).toBe('idle');
  });

  it('is not told of the end before it has the sound', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    const first = (recognizer.stopped = new Deferred());
    session.stopCaptions();
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('stopStream');
    });
    const sound = new Deferred<undefined>();
    microphone.redirect.mockImplementation(() => void (microphone.delivered = sound.promise));
    recognizer.stopped = new Deferred();
    recognizer.restart();
    first.resolve({ ok: false, failure: { code: 'internal', message: 'Gone.' } });
    await vi.waitFor(() => {
      expect(microphone.redirect).toHaveBeenCalledOnce();
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(recognizer.calls.at(-1)).toBe('startStream {"firstId":0}');
    recognizer.stopped.resolve({ ok: true, value: null });
    sound.resolve(undefined);
    await run;
    expect(recognizer.calls.at(-1)).toBe('stopStream');
  });

  it('writes also what a source had heard that came to its end', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    const first = (recognizer.stopped = new Deferred());
    microphone.lose(null);
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('stopStream');
    });
    recognizer.stopped = new Deferred();
    recognizer.stopped.resolve({ ok: true, value: null });
    recognizer.restart();
    first.resolve({ ok: false, failure: { code: 'internal', message: 'Gone.' } });
    await run;
    expect(microphone.redirect).toHaveBeenCalledOnce();
    expect(recognizer.calls.at(-1)).toBe('stopStream');
  });

  it('may hang, and is followed by another', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { recognizer, session, store, microphone, clock } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    const hung = (recognizer.stopped = new Deferred());
    recognizer.setCaptionPace = () => new Promise(() => undefined);
    const { lost } = recognizer;
    recognizer.lost = () => {
      recognizer.stopped = new Deferred();
      recognizer.stopped.resolve({ ok: true, value: null });
      hung.resolve({ ok: false, failure: { code: 'internal', message: 'Gone.' } });
      lost();
    };
    session.stopCaptions();
    for (let passedMs = 0; passedMs < 16_000; passedMs += 1000) {
      expect(recognizer.calls).not.toContain('restart');
      clock.nowMs += 1000;
      await vi.advanceTimersByTimeAsync(1000);
    }
    await run;
    expect(recognizer.calls.filter((call) => call === 'restart')).toHaveLength(1);
    expect(microphone.redirect).toHaveBeenCalledOnce();
    expect(kind(store)).toBe('idle');
  });

  it('is found out also when nothing had been asked of it', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    microphone.stop.mockImplementation(() => {
      if (!recognizer.calls.includes('restart')) recognizer.restart();
      return Promise.resolve();
    });
    session.stopCaptions();
    await run;
    expect(microphone.redirect).toHaveBeenCalledOnce();
    expect(recognizer.calls.at(-1)).toBe('stopStream');
    expect(recognizer.calls).toContain('startStream {"firstId":0}');
  });
});
