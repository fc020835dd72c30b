import { describe, expect, it, vi } from 'vitest';
import type { Failure } from '../contract/errors';
import { fileNamed, kind, setUp, texts } from './controller-set-up';
import { Deferred } from './deferred';
import { segmentOf } from './fake-recognizer';

const DENIED: Failure = { code: 'microphone-denied', message: 'Denied.' };

describe('captions from the microphone', () => {
  it('opens the microphone before it waits for the models', async () => {
    const { recognizer, session, store } = setUp();
    recognizer.prepared = new Deferred();
    void session.startCaptions();
    expect(recognizer.calls[0]).toBe('open microphone');
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('prepare auto on');
    });
    expect(store.state.activity).toEqual({ kind: 'loading', goal: 'listen' });
    recognizer.prepared.resolve(null);
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
  });

  it('writes what is heard, and settles what is left at the end', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    recognizer.listener({ type: 'final', segment: segmentOf(1, 'One.') });
    recognizer.listener({
      type: 'partial',
      partial: { id: 2, text: 'two', startMs: 2000, endMs: 2500, awaitingFinal: false },
    });
    session.stopCaptions();
    expect(kind(store)).toBe('stopping');
    await run;
    expect(microphone.stop).toHaveBeenCalled();
    expect(recognizer.calls.at(-1)).toBe('stopStream');
    expect(kind(store)).toBe('idle');
    expect(texts(store)).toEqual(['One.', 'two']);
  });

  it('counts from where the sound begins, and not from where the models are here', async () => {
    const { recognizer, session, store, clock } = setUp();
    recognizer.prepared = new Deferred();
    void session.startCaptions();
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('prepare auto on');
    });
    await Promise.resolve();
    clock.nowMs += 9000;
    recognizer.prepared.resolve(null);
    await vi.waitFor(() => {
      expect(store.state.activity).toMatchObject({ kind: 'listening', sinceMs: 1000 });
    });
    expect(store.transcript.sources[0]?.startedAtMs).toBe(1000);
  });

  it('still writes what was said when it is stopped while the models load', async () => {
    const { recognizer, session, store, microphone } = setUp();
    recognizer.prepared = new Deferred();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(recognizer.calls).toContain('prepare auto on');
    });
    session.stopCaptions();
    await Promise.resolve();
    expect(microphone.stop).toHaveBeenCalled();
    recognizer.prepared.resolve(null);
    await run;
    expect(recognizer.calls.slice(-2)).toEqual(['startStream', 'stopStream']);
    expect(kind(store)).toBe('idle');
  });

  it('tells why there is no microphone, and can be tried again', async () => {
    const { session, store, microphone } = setUp();
    microphone.opened = new Deferred();
    microphone.opened.resolve({ ok: false, failure: DENIED });
    await session.startCaptions();
    expect(store.state.activity).toEqual({ kind: 'failed', failure: DENIED, during: 'listen' });
    microphone.opened = new Deferred();
    microphone.opened.resolve({ ok: true, value: microphone.handle });
    void session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
  });

  it.each(['worker', 'stream', 'device'] as const)(
    'goes on with what was kept when the %s breaks',
    async (breaking) => {
      const { recognizer, session, store, microphone } = setUp();
      const run = session.startCaptions();
      await vi.waitFor(() => {
        expect(kind(store)).toBe('listening');
      });
      recognizer.listener({ type: 'final', segment: segmentOf(4, 'Kept.') });
      const partial = { id: 5, text: 'half', startMs: 0, endMs: 1, awaitingFinal: false };
      recognizer.listener({ type: 'partial', partial });
      const failure: Failure = { code: 'internal', message: 'Broken.' };
      if (breaking === 'worker') session.recognizerLost();
      else if (breaking === 'stream') recognizer.listener({ type: 'stream-failed', failure });
      else recognizer.listener({ type: 'device-lost' });
      await vi.waitFor(() => {
        expect(store.state.recovery).toEqual({ what: 'recognizer', done: true, lostMs: 0 });
      });
      expect(kind(store)).toBe('listening');
      expect(recognizer.calls.slice(-3)).toEqual([
        breaking === 'device' ? 'prepare wasm on' : 'prepare auto on',
        'setCaptionPace balanced',
        'startStream {"firstId":6}',
      ]);
      expect(microphone.redirect).toHaveBeenCalledOnce();
      // Its sound is heard again.
      expect(store.transcript.sources[0]?.track.partials).toEqual([]);
      recognizer.listener({ type: 'final', segment: segmentOf(6, 'Half and whole.') });
      session.stopCaptions();
      await run;
      expect(texts(store)).toEqual(['Kept.', 'Half and whole.']);
      expect(kind(store)).toBe('idle');
    },
  );

  it('opens a lost microphone again and goes on in the same stream', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    microphone.lose({ code: 'microphone-failed', message: 'Gone.' });
    await vi.waitFor(() => {
      expect(store.state.recovery).toMatchObject({ what: 'microphone', done: true });
    });
    expect(recognizer.calls.at(-1)).toBe('startStream {"continues":true}');
    session.stopCaptions();
    await run;
    expect(store.transcript.sources).toHaveLength(0);
  });

  it('keeps the captions when a lost microphone cannot be opened again', async () => {
    const { recognizer, session, store, microphone } = setUp();
    const run = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    recognizer.listener({ type: 'final', segment: segmentOf(1, 'Kept.') });
    const failure: Failure = { code: 'microphone-failed', message: 'Gone.' };
    microphone.opened = new Deferred();
    microphone.opened.resolve({ ok: false, failure: DENIED });
    microphone.lose(failure);
    await run;
    expect(store.state.activity).toEqual({ kind: 'failed', failure, during: 'listen' });
    expect(microphone.stop).toHaveBeenCalled();
    expect(texts(store)).toEqual(['Kept.']);
  });

  it('gives up what breaks again and again', async () => {
    const { recognizer, session, store } = setUp();
    const run = session.startCaptions();
    for (let times = 0; times < 5; times += 1) {
      await vi.waitFor(() => {
        expect(recognizer.calls.filter((call) => call.startsWith('startStream'))).toHaveLength(times + 1);
      });
      await vi.waitFor(() => {
        expect(times === 0 || store.state.recovery?.done).toBe(true);
      });
      session.recognizerLost();
    }
    await run;
    expect(store.state.activity).toMatchObject({ kind: 'failed', during: 'listen' });
  });

  it('closes the microphone when the models cannot be loaded, and loads them anew on retry', async () => {
    const { recognizer, session, store, microphone } = setUp();
    recognizer.failures.prepare = { code: 'model-unreachable', message: 'Offline.' };
    await session.startCaptions();
    expect(microphone.stop).toHaveBeenCalled();
    expect(store.state.activity).toMatchObject({ kind: 'failed', during: 'load' });
    delete recognizer.failures.prepare;
    await session.retryLoad();
    expect(kind(store)).toBe('idle');
    expect(store.state.engine.kind).toBe('ready');
  });

  it('warns of a silent device until sound comes', async () => {
    const { session, store, microphone } = setUp();
    void session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    microphone.report({ type: 'silent', silentMs: 3000 });
    expect(store.state.activity).toMatchObject({ silent: true });
    microphone.report({ type: 'level', rmsDb: -100, peakDb: -100, capturedMs: 0 });
    expect(store.state.activity).toMatchObject({ silent: true });
    microphone.report({ type: 'level', rmsDb: -60, peakDb: -50, capturedMs: 0 });
    expect(store.state.activity).toMatchObject({ silent: false });
  });
});

describe('models', () => {
  it('are loaded once for several uses', async () => {
    const { recognizer, session } = setUp();
    await Promise.all([session.load(), session.load()]);
    session.files.add([fileNamed('a.wav')]);
    await vi.waitFor(() => {
      expect(recognizer.calls.at(-1)).toBe('transcribe a.wav file');
    });
    expect(recognizer.calls.filter((call) => call.startsWith('prepare'))).toHaveLength(1);
  });

  it('are loaded anew after the worker was lost', async () => {
    const { recognizer, session, store } = setUp();
    await session.load();
    session.recognizerLost();
    expect(store.state.engine.kind).toBe('absent');
    await session.load();
    expect(recognizer.calls).toEqual(['prepare auto on', 'prepare auto on']);
  });
});

describe('automation', () => {
  it('gives the text to its caller and leaves the page empty', async () => {
    const { recognizer, session, store } = setUp();
    const choice = { provider: 'wasm', secondLook: false } as const;
    const outcome = await session.aside.transcribe({ file: fileNamed('a.wav'), path: 'stream', choice });
    expect(outcome.ok && outcome.value.segments[0]?.text).toBe('text of a.wav');
    expect(recognizer.calls).toEqual(['prepare wasm off', 'transcribe a.wav stream']);
    expect(store.transcript.sources).toEqual([]);
    expect(kind(store)).toBe('idle');
  });

  it('is refused while the page is busy', async () => {
    const { session } = setUp();
    void session.startCaptions();
    const choice = { provider: 'auto', secondLook: true } as const;
    const outcome = await session.aside.transcribe({ file: fileNamed('a.wav'), path: 'file', choice });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'internal' } });
  });
});

describe('clearing', () => {
  it('gives back what it removed', async () => {
    const { session, store } = setUp();
    session.files.add([fileNamed('a.wav')]);
    await vi.waitFor(() => {
      expect(kind(store)).toBe('idle');
      expect(texts(store)).toEqual(['text of a.wav']);
    });
    const removed = session.clear();
    expect(texts(store)).toEqual([]);
    session.restore(removed);
    expect(texts(store)).toEqual(['text of a.wav']);
  });
});
