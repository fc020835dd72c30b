import { describe, expect, it } from 'vitest';
import { download, type Fetch } from './download';
import { rangeOf } from './fixtures/fake-host';

const BYTES = Uint8Array.from({ length: 300 }, (_, at) => at & 0xff);
const ADDRESS = 'https://tabscribe.test/model.onnx';

/** Takes what comes, as the store's receiver does. */
function receiver() {
  const received: number[] = [];
  return {
    received,
    get receivedBytes() {
      return received.length;
    },
    take: (chunk: Uint8Array) => {
      received.push(...chunk);
      return Promise.resolve();
    },
    restart: () => {
      received.length = 0;
      return Promise.resolve();
    },
  };
}

function run(fetch: Fetch, to = receiver(), more: { signal?: AbortSignal; retryDelaysMs?: number[] } = {}) {
  return download({
    fetch,
    address: ADDRESS,
    file: { path: 'model.onnx', bytes: 300 },
    receiver: to,
    onBytes: () => undefined,
    stallLimitMs: 20,
    retryDelaysMs: [],
    ...more,
  });
}

/** Sends 100 bytes and then nothing until it is given up. */
const stalled: Fetch = (_, init) =>
  Promise.resolve(
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(BYTES.slice(0, 100));
          init.signal?.addEventListener('abort', () => {
            controller.error(new DOMException('aborted', 'AbortError'));
          });
        },
      }),
    ),
  );

const rangeIn = (init: RequestInit): string | null => new Headers(init.headers).get('Range');

describe('a connection', () => {
  it('that brings nothing more is given up, with what came kept', async () => {
    const to = receiver();
    await expect(run(stalled, to)).rejects.toMatchObject({ failure: { code: 'model-unreachable' } });
    expect(to.receivedBytes).toBe(100);
  });

  it('that is lost is followed by one that brings the rest', async () => {
    const to = receiver();
    const asked: (string | null)[] = [];
    const fetch: Fetch = (address, init) => {
      asked.push(rangeIn(init));
      return asked.length === 1
        ? stalled(address, init)
        : Promise.resolve(rangeOf(BYTES, rangeIn(init) ?? ''));
    };
    await run(fetch, to, { retryDelaysMs: [1] });
    expect(asked).toEqual([null, 'bytes=100-']);
    expect(to.received).toEqual([...BYTES]);
  });
});

describe('a server', () => {
  it.each([
    ['without ranges', () => new Response(BYTES)],
    ['that begins elsewhere than it was asked to', () => rangeOf(BYTES, 'bytes=0-')],
  ])('%s makes the file begin anew', async (_, answer) => {
    const to = receiver();
    await to.take(new Uint8Array(40));
    await run(() => Promise.resolve(answer()), to);
    expect(to.received).toEqual([...BYTES]);
  });

  it('whose file is shorter than what is here makes it begin anew', async () => {
    const to = receiver();
    await to.take(new Uint8Array(40));
    const fetch: Fetch = (_, init) =>
      Promise.resolve(rangeIn(init) === null ? new Response(BYTES) : new Response(null, { status: 416 }));
    await run(fetch, to, { retryDelaysMs: [1] });
    expect(to.received).toEqual([...BYTES]);
  });
});

it('does not ask the network at all when already cancelled', async () => {
  const never = (): Promise<Response> => Promise.reject(new Error('asked'));
  await expect(run(never, receiver(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  });
});
