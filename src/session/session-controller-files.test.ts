import { describe, expect, it, vi } from 'vitest';
import { fileNamed, kind, setUp, texts } from './controller-set-up';
import { Deferred } from './deferred';
import { segmentOf, type FakeRecognizer } from './fake-recognizer';
import type { SessionController } from './session-controller';
import type { SessionStore } from './session-store';

describe('files', () => {
  it('are transcribed one after another, each in its own place', async () => {
    const { session, store } = setUp();
    session.files.add([fileNamed('a.wav'), fileNamed('b.wav')]);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['text of a.wav', 'text of b.wav']);
    });
    expect(store.transcript.sources.map((source) => source.name)).toEqual(['a.wav', 'b.wav']);
  });

  it('go on after one that failed', async () => {
    const { recognizer, session, store } = setUp();
    recognizer.failures.transcribe = { code: 'file-empty', message: 'Empty.' };
    session.files.add([fileNamed('a.wav'), fileNamed('b.wav')]);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['text of b.wav']);
    });
    expect(store.state.queue).toMatchObject([{ name: 'a.wav', state: { kind: 'failed' } }]);
  });

  it('wait for the second look, unless the person goes on without it', async () => {
    const { recognizer, session, store } = setUp();
    recognizer.secondLook = new Deferred();
    session.files.add([fileNamed('a.wav')]);
    await vi.waitFor(() => {
      expect(store.state.activity).toMatchObject({ kind: 'loading', skippable: true });
    });
    session.files.skipSecondLook();
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['text of a.wav']);
    });
  });

  it('wait until captions from the microphone stop', async () => {
    const { session, store } = setUp();
    void session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    session.files.add([fileNamed('a.wav')]);
    expect(store.state.queue).toMatchObject([{ name: 'a.wav', state: { kind: 'waiting' } }]);
    session.stopCaptions();
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['text of a.wav']);
    });
  });

  it('can be cancelled, alone or with those that wait', async () => {
    const { recognizer, session, store } = setUp();
    recognizer.transcribed = new Deferred();
    session.files.add([fileNamed('a.wav'), fileNamed('b.wav')]);
    await vi.waitFor(() => {
      expect(kind(store)).toBe('transcribing');
    });
    await session.files.cancelAll();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('idle');
    });
    expect(recognizer.calls.filter((call) => call.startsWith('transcribe'))).toEqual([
      'transcribe a.wav file',
    ]);
    expect(store.state.queue).toEqual([]);
    expect(store.state.cancelledFiles).toEqual(['a.wav', 'b.wav']);
  });

  it('that were cancelled by mistake go on from where they were, in their order', async () => {
    const { recognizer, session, store } = setUp();
    recognizer.transcribed = new Deferred();
    session.files.add(['a.wav', 'b.wav', 'c.wav'].map(fileNamed));
    await vi.waitFor(() => {
      expect(kind(store)).toBe('transcribing');
    });
    const [a, , c] = store.state.queue;
    session.files.pause(c?.id ?? '');
    store.write({ type: 'recognized', id: a?.id, event: { type: 'final', segment: segmentOf(0, 'so far') } });
    session.files.progressed({ type: 'file-progress', doneMs: 4000, totalMs: 9000 });
    await session.files.cancelAll();
    await vi.waitFor(() => {
      expect(store.state.cancelledFiles).toEqual(['a.wav', 'b.wav', 'c.wav']);
    });
    expect(texts(store)).toEqual(['so far']);
    recognizer.transcribed = new Deferred();
    recognizer.transcribed.resolve(null);
    session.files.takeBack();
    expect(store.state.cancelledFiles).toEqual([]);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['so far', 'text of a.wav', 'text of b.wav']);
    });
    expect(store.state.queue).toMatchObject([{ name: 'c.wav', state: { kind: 'paused' } }]);
    expect(recognizer.calls).toContain('transcribe a.wav file from 4000');
  });

  it('keep their place when the models fail, and go on after a retry', async () => {
    const { recognizer, session, store } = setUp();
    recognizer.failures.prepare = { code: 'storage-full', message: 'Full.' };
    session.files.add([fileNamed('a.wav')]);
    await vi.waitFor(() => {
      expect(store.state.activity).toMatchObject({ kind: 'failed', during: 'load' });
    });
    expect(store.state.queue).toMatchObject([{ name: 'a.wav', state: { kind: 'waiting' } }]);
    delete recognizer.failures.prepare;
    await session.retryLoad();
    expect(texts(store)).toEqual(['text of a.wav']);
  });

  it('go on behind a pause from where they were, in their own place, and let others pass meanwhile', async () => {
    const { recognizer, session, store } = setUp();
    const id = await begin(recognizer, session, store, ['a.wav', 'b.wav']);
    session.files.pause(id);
    await vi.waitFor(() => {
      expect(store.state.queue).toMatchObject([{ name: 'a.wav', state: { kind: 'paused' }, doneMs: 5000 }]);
      expect(texts(store)).toEqual(['first words', 'text of b.wav']);
    });
    session.files.resume(id);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['first words', 'text of a.wav', 'text of b.wav']);
    });
    expect(recognizer.calls).toContain('transcribe a.wav file from 5000');
    expect(store.state.queue).toEqual([]);
    expect(store.transcript.sources.every((source) => source.doneMs === undefined)).toBe(true);
  });

  it('are tried again from where they failed', async () => {
    const { recognizer, session, store } = setUp();
    const id = await begin(recognizer, session, store, ['a.wav', 'b.wav']);
    recognizer.failures.transcribe = { code: 'out-of-memory', message: 'No memory.' };
    recognizer.transcribed.resolve(null);
    await vi.waitFor(() => {
      expect(store.state.queue).toMatchObject([
        { state: { kind: 'failed', failure: { code: 'out-of-memory' } } },
      ]);
    });
    session.files.resume(id);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['first words', 'text of a.wav', 'text of b.wav']);
    });
    expect(recognizer.calls).toContain('transcribe a.wav file from 5000');
  });

  it('leave the queue when they are cancelled, running or waiting, and what is written stays', async () => {
    const { recognizer, session, store } = setUp();
    const id = await begin(recognizer, session, store, ['a.wav', 'b.wav', 'c.wav']);
    const waiting = store.state.queue[1]?.id ?? '';
    await session.files.cancel(waiting);
    await session.files.cancel(id);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['first words', 'text of c.wav']);
    });
    expect(store.state.queue).toEqual([]);
  });

  it('go on by themselves when the recognizer breaks after some progress', async () => {
    const { recognizer, session, store } = setUp();
    await begin(recognizer, session, store, ['a.wav']);
    recognizer.failures.transcribe = { code: 'internal', message: 'Gone.' };
    session.recognizerLost();
    recognizer.transcribed.resolve(null);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['first words', 'text of a.wav']);
    });
    expect(recognizer.calls.slice(-2)).toEqual(['prepare auto on', 'transcribe a.wav file from 5000']);
  });

  it('are decoded by the page where the recognizer cannot', async () => {
    const { recognizer, session, store, decoded } = setUp();
    decoded.outcome = { ok: true, value: { rateHz: 16_000, channels: [new Float32Array(9)] } };
    recognizer.failures.transcribe = { code: 'file-unreadable', message: 'No codec.' };
    session.files.add([fileNamed('a.wma')]);
    await vi.waitFor(() => {
      expect(texts(store)).toEqual(['text of decoded']);
    });
  });

  it('fail with what the recognizer says where the page cannot decode them either, unless they are too long', async () => {
    const { recognizer, session, store, decoded } = setUp();
    recognizer.failures.transcribe = { code: 'file-unreadable', message: 'No codec.' };
    session.files.add([fileNamed('a.wma')]);
    await vi.waitFor(() => {
      expect(store.state.queue).toMatchObject([{ state: { failure: { message: 'No codec.' } } }]);
    });
    decoded.outcome = { ok: false, failure: { code: 'file-too-long', message: 'Long.' } };
    recognizer.failures.transcribe = { code: 'file-unreadable', message: 'No codec.' };
    session.files.resume(store.state.queue[0]?.id ?? '');
    await vi.waitFor(() => {
      expect(store.state.queue).toMatchObject([{ state: { failure: { code: 'file-too-long' } } }]);
    });
  });
});

/** Adds files and waits until the first has its first words and is five seconds in. @returns its id. */
async function begin(
  recognizer: FakeRecognizer,
  session: SessionController,
  store: SessionStore,
  names: readonly string[],
): Promise<string> {
  recognizer.transcribed = new Deferred();
  session.files.add(names.map(fileNamed));
  await vi.waitFor(() => {
    expect(kind(store)).toBe('transcribing');
  });
  recognizer.listener({ type: 'final', segment: segmentOf(0, 'first words') });
  recognizer.listener({ type: 'file-progress', doneMs: 5000, totalMs: 60_000 });
  return store.state.queue[0]?.id ?? '';
}
