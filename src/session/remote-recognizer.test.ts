import { expose } from 'comlink';
import { afterEach, expect, it } from 'vitest';
import type { RecognizerEvent } from '../contract/recognizer-api';
import { REPORT, segmentOf } from './fake-recognizer';
import { RemoteRecognizer } from './remote-recognizer';

const OPTIONS = { modelsUrl: '', provider: 'wasm', secondLook: false } as const;
const FAILED: RecognizerEvent = {
  type: 'stream-failed',
  failure: { code: 'out-of-memory', message: 'No memory.' },
};

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** What comes of a RecognizerListener on its way to a worker. */
type Listener = (event: RecognizerEvent) => Promise<void>;

/** Workers that keep the listener of prepare(). */
function setUp() {
  const listeners: Listener[] = [];
  const ended: number[] = [];
  let made = 0;
  const createWorker = (): Worker => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const number = made++;
    expose(
      {
        prepare: (_: unknown, listener: Listener) => {
          listeners.push(listener);
          return { ok: true, value: REPORT };
        },
        secondLookSettled: () => new Promise(() => undefined),
      },
      port2,
    );
    return Object.assign(port1, { terminate: () => ended.push(number) }) as unknown as Worker;
  };
  return { createWorker, listeners, ended };
}

it('a break that two streams tell of costs one worker, and what was heard last still counts', async () => {
  const { createWorker, listeners, ended } = setUp();
  const heard: string[] = [];
  const listener = (event: RecognizerEvent): void => {
    heard.push(event.type);
    if (event.type === 'stream-failed') recognizer.restart('it is out of memory');
  };
  const recognizer: RemoteRecognizer = new RemoteRecognizer(createWorker, () => {
    void recognizer.prepare(OPTIONS, listener);
  });
  await recognizer.prepare(OPTIONS, listener);
  const [first] = listeners;
  const last: RecognizerEvent = { type: 'final', segment: segmentOf(1, 'Last.') };
  // One after the other by the same port; the last answer is that of all.
  void first?.(FAILED);
  void first?.(FAILED);
  await first?.(last);
  await expect.poll(() => listeners.length).toBe(2);
  expect(ended).toEqual([0]);
  expect(heard).toEqual(['stream-failed', 'final']);
});
