import { describe, expect, it, vi } from 'vitest';
import { kind, setUp } from './controller-set-up';
import { segmentOf } from './fake-recognizer';

async function listening({ store }: ReturnType<typeof setUp>): Promise<void> {
  await vi.waitFor(() => {
    expect(kind(store)).toBe('listening');
  });
}

describe('captions from several sources', () => {
  it('open together, each as a stream with its mark', async () => {
    const set = setUp();
    set.store.dispatch({ type: 'sound', event: { type: 'source-chosen', choice: 'both' } });
    void set.session.startCaptions();
    await listening(set);
    expect(set.recognizer.calls).toContain('startStream {"source":"tab"}');
    expect(set.recognizer.calls[0]).toBe('open microphone tab');
    expect(set.recognizer.calls).toContain('startStream {"source":"microphone"}');
    expect(set.store.transcript.sources.at(-1)).toMatchObject({ kind: 'both' });
  });

  it('go on with the others where one ends or fails, and say so', async () => {
    const set = setUp();
    set.store.dispatch({ type: 'sound', event: { type: 'source-chosen', choice: 'both' } });
    const failure = { code: 'microphone-failed', message: 'Gone.' } as const;
    const run = set.session.startCaptions();
    await listening(set);
    const [microphone, tab] = set.microphone.inputs;
    set.failOpening({ code: 'microphone-missing', message: 'None.' });
    microphone?.onEnded(failure);
    await vi.waitFor(() => {
      expect(set.store.state.sound.lost).toEqual({ kind: 'microphone', failure });
    });
    expect(kind(set.store)).toBe('listening');
    expect(set.store.state.recovery).toBeNull();
    set.recognizer.listener({ type: 'final', segment: { ...segmentOf(1, 'still here'), source: 'tab' } });
    tab?.onEnded(null);
    await run;
    expect(kind(set.store)).toBe('idle');
    expect(set.store.transcript.sources.at(-1)?.track.segments[0]).toMatchObject({
      text: 'still here',
      source: 'tab',
    });
  });

  it('go on in their own streams after another recognizer took over, and one of them after its sound broke', async () => {
    const set = setUp();
    const { recognizer, store, microphone } = set;
    store.dispatch({ type: 'sound', event: { type: 'source-chosen', choice: 'both' } });
    const run = set.session.startCaptions();
    await listening(set);
    const [, tab] = microphone.inputs;
    for (const source of ['microphone', 'tab'] as const) {
      const partial = { id: 4, text: source, startMs: 0, endMs: 1, awaitingFinal: false, source };
      recognizer.listener({ type: 'partial', partial });
    }
    set.session.recognizerLost();
    await vi.waitFor(() => {
      expect(store.state.recovery).toMatchObject({ what: 'recognizer', done: true });
    });
    expect(recognizer.calls.slice(-2)).toEqual([
      'startStream {"firstId":5,"source":"microphone"}',
      'startStream {"firstId":5,"source":"tab"}',
    ]);
    expect(microphone.redirect).toHaveBeenCalledTimes(2);
    expect(store.transcript.sources.at(-1)?.track.partials).toEqual([]);
    tab?.onEnded({ code: 'microphone-failed', message: 'Its sound engine stopped.' });
    await vi.waitFor(() => {
      expect(store.state.recovery).toMatchObject({ what: 'tab', done: true });
    });
    expect(recognizer.calls.slice(-2)).toEqual(['open tab', 'startStream {"continues":true,"source":"tab"}']);
    set.session.stopCaptions();
    await run;
    expect(kind(store)).toBe('idle');
  });

  it('are not marked where there is only one', async () => {
    const set = setUp();
    set.store.dispatch({ type: 'sound', event: { type: 'source-chosen', choice: 'tab' } });
    void set.session.startCaptions();
    await vi.waitFor(() => {
      expect(set.recognizer.calls).toContain('startStream');
    });
    expect(set.recognizer.calls[0]).toBe('open tab');
  });

  it('do not call a silent tab a fault', async () => {
    const set = setUp();
    set.store.dispatch({ type: 'sound', event: { type: 'source-chosen', choice: 'tab' } });
    void set.session.startCaptions();
    await listening(set);
    set.microphone.report({ type: 'silent', silentMs: 3000 });
    expect(set.store.state.activity).toMatchObject({ silent: false });
  });
});

describe('captions of a player', () => {
  it('listen to the element, take its name, and end as it ends', async () => {
    const set = setUp();
    const element = {} as HTMLMediaElement;
    const run = set.session.startCaptions({ kind: 'media', element, name: 'film.mp4' });
    await listening(set);
    expect(set.microphone.inputs).toMatchObject([{ kind: 'media', element }]);
    expect(set.store.transcript.sources.at(-1)).toMatchObject({ kind: 'media', name: 'film.mp4' });
    set.microphone.lose(null);
    await run;
    expect(kind(set.store)).toBe('idle');
  });
});

describe('the check of the microphone', () => {
  it('opens it without frames, tells what is found, and gives way to captions', async () => {
    const set = setUp();
    await set.session.startCheck();
    expect(set.microphone.inputs[0]?.sink).toBeNull();
    expect(set.store.state.sound.check).toBe('on');
    set.microphone.report({ type: 'check', speechHeard: true, findings: [{ kind: 'clipping' }] });
    expect(set.store.state.sound.findings).toEqual([{ kind: 'clipping' }]);
    void set.session.startCaptions();
    expect(set.store.state.sound.check).toBe('off');
    expect(set.microphone.stop).toHaveBeenCalled();
  });

  it('says why the microphone cannot be had', async () => {
    const set = setUp();
    const failure = { code: 'microphone-denied', message: 'No.' } as const;
    set.failOpening(failure);
    await set.session.startCheck();
    expect(set.store.state.sound).toMatchObject({ check: 'off', checkFailure: failure });
    expect(kind(set.store)).toBe('idle');
  });

  it('that is over before the microphone came closes it again', async () => {
    const set = setUp();
    const starting = set.session.startCheck();
    await set.session.stopCheck();
    await starting;
    expect(set.store.state.sound.check).toBe('off');
    expect(set.microphone.stop).toHaveBeenCalledTimes(1);
  });

  it('does not tell of a finding again that was read, for that device', () => {
    const { store } = setUp();
    store.dispatch({ type: 'sound', event: { type: 'in-use', label: 'Headset' } });
    store.dispatch({ type: 'sound', event: { type: 'finding-dismissed', kind: 'narrow-band' } });
    expect(store.state.sound.dismissed).toEqual(['Headset narrow-band']);
  });
});
