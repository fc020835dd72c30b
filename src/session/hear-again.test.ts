import { describe, expect, it, vi } from 'vitest';
import { fileNamed, kind, setUp } from './controller-set-up';
import { Deferred } from './deferred';
import { HearAgain, type HearingRequest } from './hear-again';

function hearing(secondLook = true, list: readonly string[] = []) {
  const base = setUp(secondLook);
  const words = () => list.map((text) => ({ text }));
  return { ...base, again: new HearAgain({ ...base, words }) };
}

const request = (settings: Partial<HearingRequest['settings']> = {}): HearingRequest => ({
  sound: fileNamed('a.wav'),
  fromMs: 1000,
  toMs: 5000,
  settings: { writing: { model: null, spoken: null }, ownWords: true, ...settings },
});

describe('hearing a stretch again', () => {
  it('gives its text, writes nothing on the page, and uses the models that are there', async () => {
    const { again, recognizer, session, store } = hearing();
    await session.load();
    const outcome = await again.hear(request());
    expect(outcome.ok && outcome.value.map(({ text }) => text)).toEqual(['text of a.wav']);
    await again.done();
    expect(recognizer.calls).toEqual(['prepare auto on', 'transcribe a.wav file from 1000 to 5000']);
    expect(store.transcript.sources).toEqual([]);
    expect(kind(store)).toBe('idle');
  });

  it('asks for another writer and goes back to the chosen one', async () => {
    const { again, recognizer, session, store } = hearing();
    await session.load();
    const spoken = { language: 'es', translate: true };
    await again.hear(request({ writing: { model: 'whisper', spoken } }));
    expect(recognizer.options.at(-1)).toMatchObject({ secondLookModel: 'whisper', spoken });
    expect(store.state.writing).toEqual({ model: null, spoken: null });
    await again.done();
    expect(recognizer.options.at(-1)).not.toHaveProperty('secondLookModel');
    expect(recognizer.options).toHaveLength(3);
    await again.done();
    expect(recognizer.options).toHaveLength(3);
  });

  it('takes the live model’s own text without letting the second look go', async () => {
    const { again, recognizer, session, store } = hearing();
    await session.load();
    await again.hear(request({ writing: null }));
    expect(recognizer.calls.slice(1)).toEqual(['transcribe a.wav file from 1000 to 5000 alone']);
    expect(store.state.secondLook.kind).toBe('ready');
  });

  it('switches a second look on for the run alone', async () => {
    const { again, store } = hearing(false);
    await again.hear(request());
    expect(store.state.secondLook.kind).not.toBe('off');
    await again.done();
    expect(store.state.secondLook.kind).toBe('off');
  });

  it('leaves the person’s words out, and puts them back', async () => {
    const { again, recognizer } = hearing(true, ['Zahra']);
    await again.hear(request({ ownWords: false }));
    await again.done();
    expect(recognizer.calls.filter((call) => call.startsWith('setPersonalWords'))).toEqual([
      'setPersonalWords ',
      'setPersonalWords Zahra',
    ]);
  });

  it('is an error where the wanted writer is not there', async () => {
    const { again, recognizer } = hearing();
    recognizer.secondLook = new Deferred();
    recognizer.secondLook.resolve(false);
    expect(await again.hear(request())).toMatchObject({ ok: false });
    expect(recognizer.calls.some((call) => call.startsWith('transcribe'))).toBe(false);
    expect((await again.hear(request({ writing: null }))).ok).toBe(true);
  });

  it('is cancelled while models are on their way, and while it is heard', async () => {
    const { again, recognizer, store } = hearing();
    recognizer.prepared = new Deferred();
    const waiting = again.hear(request());
    again.cancel();
    expect(await waiting).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(kind(store)).toBe('idle');
    recognizer.prepared.resolve(null);

    recognizer.transcribed = new Deferred();
    const running = again.hear(request());
    await vi.waitFor(() => {
      expect(kind(store)).toBe('transcribing');
    });
    again.cancel();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(recognizer.calls.filter((call) => call.startsWith('transcribe'))).toHaveLength(1);
  });
});
