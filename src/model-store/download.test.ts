import { expect, it } from 'vitest';
import { download } from './download';

const FILE = { path: 'model.onnx', bytes: 300 };

it('gives up a connection that brings nothing more', async () => {
  const stalled = (_address: string, init: RequestInit): Promise<Response> => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(100));
        init.signal?.addEventListener('abort', () => {
          controller.error(new DOMException('aborted', 'AbortError'));
        });
      },
    });
    return Promise.resolve(new Response(body));
  };
  const received: number[] = [];
  const work = download({
    fetch: stalled,
    address: 'https://tabscribe.test/model.onnx',
    file: FILE,
    onBytes: (receivedBytes) => received.push(receivedBytes),
    stallLimitMs: 20,
  });
  await expect(work).rejects.toMatchObject({ failure: { code: 'model-unreachable' } });
  expect(received).toEqual([100]);
});

it('does not ask the network at all when already cancelled', async () => {
  const never = (): Promise<Response> => Promise.reject(new Error('asked'));
  const work = download({
    fetch: never,
    address: 'https://tabscribe.test/model.onnx',
    file: FILE,
    onBytes: () => undefined,
    signal: AbortSignal.abort(),
  });
  await expect(work).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});
