import type { ModelFile } from '../contract/model-manifest';
import type { ModelBytes } from './integrity';
import { fail, throwIfCancelled } from './model-store-failure';

/** A connection that brings nothing for so long is given up, so that waiting tabs are not held for ever. */
const STALL_LIMIT_MS = 30_000;

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface DownloadRequest {
  readonly fetch: Fetch;
  readonly address: string;
  readonly file: Pick<ModelFile, 'path' | 'bytes'>;
  /** Called with the bytes of this file that have arrived. */
  readonly onBytes: (receivedBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly stallLimitMs?: number;
}

/**
 * Fetches one file into a buffer of exactly the manifest's size: chunks are never collected and joined, which would
 * need twice the memory. Throws 'model-unreachable', 'model-corrupt' (wrong length), 'out-of-memory' or 'cancelled'.
 */
export async function download(request: DownloadRequest): Promise<ModelBytes> {
  const { file, signal } = request;
  throwIfCancelled(signal);
  const stall = new AbortController();
  const limitMs = request.stallLimitMs ?? STALL_LIMIT_MS;
  let timer = setTimeout(() => {
    stall.abort();
  }, limitMs);
  const rearm = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stall.abort();
    }, limitMs);
  };
  const either = signal === undefined ? stall.signal : AbortSignal.any([signal, stall.signal]);
  try {
    const reader = await openBody(request, either);
    return await readInto(reader, file, (receivedBytes) => {
      rearm();
      request.onBytes(receivedBytes);
    });
  } catch (error) {
    throwIfCancelled(signal);
    throw asFailure(error, file.path);
  } finally {
    clearTimeout(timer);
  }
}

async function openBody(
  { fetch, address, file }: DownloadRequest,
  signal: AbortSignal,
): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  // IndexedDB keeps the bytes; a second copy in the HTTP cache would only take room, and could be a stale one.
  const response = await fetch(address, { cache: 'no-store', signal });
  if (!response.ok) {
    throw fail(
      'model-unreachable',
      `The server answered ${String(response.status)} for the model file ${file.path}. Try again later.`,
    );
  }
  if (response.body === null)
    throw fail('model-corrupt', `The model file ${file.path} arrived empty. Try again.`);
  return response.body.getReader();
}

async function readInto(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  file: Pick<ModelFile, 'path' | 'bytes'>,
  onBytes: (receivedBytes: number) => void,
): Promise<ModelBytes> {
  const bytes = new Uint8Array(file.bytes);
  let receivedBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (receivedBytes + value.byteLength > bytes.byteLength) {
      await reader.cancel();
      throw fail(
        'model-corrupt',
        `The model file ${file.path} is longer than its manifest says. Try again later.`,
      );
    }
    bytes.set(value, receivedBytes);
    receivedBytes += value.byteLength;
    onBytes(receivedBytes);
  }
  if (receivedBytes < bytes.byteLength) {
    throw fail(
      'model-corrupt',
      `The model file ${file.path} broke off after ${String(receivedBytes)} of ${String(bytes.byteLength)} bytes. Try again.`,
    );
  }
  return bytes;
}

function asFailure(error: unknown, path: string): unknown {
  if (error instanceof RangeError) {
    return fail(
      'out-of-memory',
      `There is not enough memory for the model file ${path}. Close other tabs, then reload.`,
    );
  }
  if (error instanceof TypeError || error instanceof DOMException) {
    return fail(
      'model-unreachable',
      `The model file ${path} could not be downloaded. Check the connection, then try again.`,
    );
  }
  return error;
}
