import type { ModelFile } from '../contract/model-manifest';
import type { FileReceiver } from './file-receiver';
import { fail, ModelStoreFailure, throwIfCancelled } from './model-store-failure';
import { StallGuard } from './stall-guard';

/** A connection that brings nothing for so long is given up, so that waiting tabs are not held for ever. */
const STALL_LIMIT_MS = 30_000;
/** Waits before a download goes on by itself that broke off. */
const RETRY_DELAYS_MS: readonly number[] = [500, 2000, 5000];

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface DownloadRequest {
  readonly fetch: Fetch;
  readonly address: string;
  readonly file: Pick<ModelFile, 'path' | 'bytes'>;
  readonly receiver: Pick<FileReceiver, 'receivedBytes' | 'take' | 'restart'>;
  /** Called with the bytes of this file that are here. */
  readonly onBytes: (receivedBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly stallLimitMs?: number | undefined;
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/** The connection, not the server, is why a download broke off: another one may bring the rest. */
class ConnectionLost extends Error {}

/**
 * Brings the rest of a file to its receiver: from where the receiver is, where the server can do that (HTTP ranges), from
 * the beginning where it cannot. Goes on by itself a few times where the connection is lost.
 *
 * Throws 'model-unreachable', 'model-absent', 'model-corrupt' (longer than it should be) or 'cancelled', and what the
 * receiver throws. What has come until then stays with the receiver.
 */
export async function download(request: DownloadRequest): Promise<void> {
  const { file, receiver, signal } = request;
  const delaysMs = request.retryDelaysMs ?? RETRY_DELAYS_MS;
  let failures = 0;
  while (receiver.receivedBytes < file.bytes) {
    throwIfCancelled(signal);
    const before = receiver.receivedBytes;
    try {
      await fetchRest(request);
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof ConnectionLost)) throw error;
      // One that got on may try as often again.
      failures = receiver.receivedBytes > before ? 1 : failures + 1;
      const delayMs = delaysMs[failures - 1];
      if (delayMs === undefined) throw unreachable(file.path);
      await wait(delayMs, signal);
    }
  }
}

async function fetchRest(request: DownloadRequest): Promise<void> {
  const { file, receiver } = request;
  const guard = new StallGuard(request.stallLimitMs ?? STALL_LIMIT_MS, request.signal);
  try {
    const reader = await openBody(request, guard.signal);
    for (;;) {
      const { done, value } = await lostAs(() => reader.read());
      if (done) break;
      guard.rearm();
      if (receiver.receivedBytes + value.byteLength > file.bytes) {
        await reader.cancel();
        throw fail(
          'model-corrupt',
          `The model file ${file.path} is longer than its manifest says. Try again later.`,
        );
      }
      await receiver.take(value);
      request.onBytes(receiver.receivedBytes);
    }
  } finally {
    guard.dispose();
  }
  if (receiver.receivedBytes < file.bytes) throw new ConnectionLost();
}

async function openBody(
  { fetch, address, file, receiver }: DownloadRequest,
  signal: AbortSignal,
): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const from = receiver.receivedBytes;
  // IndexedDB keeps the bytes; a second copy in the HTTP cache would only take room, and could be a stale one.
  const init: RequestInit = { cache: 'no-store', signal };
  if (from > 0) init.headers = { Range: `bytes=${String(from)}-` };
  const response = await lostAs(() => fetch(address, init));
  if (response.status === 416) {
    // The file is shorter there than what is here: it is another one.
    await receiver.restart();
    throw new ConnectionLost();
  }
  if (!response.ok) throw refusal(response.status, file.path);
  if (from > 0 && !goesOnAt(response, from)) await receiver.restart();
  if (response.body === null) throw new ConnectionLost();
  return response.body.getReader();
}

/** Whether this answer begins where it was asked to; a server without ranges answers with the whole. */
function goesOnAt(response: Response, from: number): boolean {
  if (response.status !== 206) return false;
  const range = response.headers.get('Content-Range');
  return range === null || range.startsWith(`bytes ${String(from)}-`);
}

function refusal(status: number, path: string): Error {
  if (status === 429 || status >= 500) return new ConnectionLost(String(status));
  const code = status === 404 || status === 410 ? 'model-absent' : 'model-unreachable';
  return fail(code, `The server answered ${String(status)} for the model file ${path}. Try again later.`);
}

async function lostAs<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ModelStoreFailure) throw error;
    throw new ConnectionLost();
  }
}

function unreachable(path: string): ModelStoreFailure {
  return fail(
    'model-unreachable',
    `The model file ${path} could not be downloaded. What has come is kept. Check the connection, then try again.`,
  );
}

function wait(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
