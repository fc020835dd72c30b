import { describe, expect, it, vi } from 'vitest';
import { fileNamed, kind, setUp, texts } from './controller-set-up';
import { Deferred } from './deferred';

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
});
