import { expect, it, vi } from 'vitest';
import type { Failure } from '../contract/errors';
import { fileNamed, kind, setUp, texts } from './controller-set-up';
import type { FakeRecognizer } from './fake-recognizer';

/** Its files are not on the device, and there is no connection. */
function withoutWasm(recognizer: FakeRecognizer): void {
  const prepare = recognizer.prepare.bind(recognizer);
  recognizer.prepare = async (options, listener) => {
    const outcome = await prepare(options, listener);
    const failure: Failure = { code: 'model-unreachable', message: 'No connection.' };
    return options.provider === 'wasm' ? { ok: false, failure } : outcome;
  };
}

it('tries a graphics device that was lost once more with the next captions, and no more often', async () => {
  const { recognizer, session, store } = setUp();
  for (const run of [1, 2, 3]) {
    const captions = session.startCaptions();
    await vi.waitFor(() => {
      expect(kind(store)).toBe('listening');
    });
    if (run < 3) recognizer.listener({ type: 'device-lost' });
    await vi.waitFor(() => {
      expect(store.state.recovery?.done ?? true).toBe(true);
    });
    session.stopCaptions();
    await captions;
  }
  expect(recognizer.calls.filter((call) => call.startsWith('prepare'))).toEqual([
    'prepare auto on',
    'prepare wasm on',
    'prepare auto on',
    'prepare wasm on',
  ]);
});

it('takes the graphics device again where WASM cannot be had', async () => {
  const { recognizer, session, store } = setUp();
  void session.startCaptions();
  await vi.waitFor(() => {
    expect(kind(store)).toBe('listening');
  });
  withoutWasm(recognizer);
  recognizer.listener({ type: 'device-lost' });
  await vi.waitFor(() => {
    expect(store.state.recovery?.done).toBe(true);
  });
  expect(recognizer.calls.filter((call) => call.startsWith('prepare'))).toEqual([
    'prepare auto on',
    'prepare wasm on',
    'prepare auto on',
  ]);
});

it('takes the graphics device again for a file, too', async () => {
  const { recognizer, session, store } = setUp();
  await session.load();
  withoutWasm(recognizer);
  recognizer.listener({ type: 'device-lost' });
  session.files.add([fileNamed('a.wav')]);
  await vi.waitFor(() => {
    expect(texts(store)).toEqual(['text of a.wav']);
  });
  expect(recognizer.calls.filter((call) => call.startsWith('prepare'))).toEqual([
    'prepare auto on',
    'prepare wasm on',
    'prepare auto on',
  ]);
});
