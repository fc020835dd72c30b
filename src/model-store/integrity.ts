import type { ModelFile } from '../contract/model-manifest';
import { fail } from './model-store-failure';

/** Model bytes in a buffer of their own, never a view of a shared one: Web Crypto and IndexedDB refuse those. */
export type ModelBytes = Uint8Array<ArrayBuffer>;

/** SHA-256 as lower-case hex. Throws 'internal' where the page is not a secure context and has no Web Crypto. */
export async function sha256Hex(bytes: ModelBytes): Promise<string> {
  // The type says always there; on plain http (other than localhost) it is not.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle === undefined) {
    throw fail(
      'internal',
      'Models can only be checked on a secure page: open it over https or on localhost.',
    );
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Why these bytes are not the file that the manifest names, or null if they are. */
export async function integrityFault(
  bytes: ModelBytes,
  file: Pick<ModelFile, 'bytes' | 'sha256'>,
): Promise<string | null> {
  if (bytes.byteLength !== file.bytes) {
    return `it has ${String(bytes.byteLength)} bytes instead of ${String(file.bytes)}`;
  }
  const actual = await sha256Hex(bytes);
  return actual === file.sha256
    ? null
    : `its SHA-256 begins ${actual.slice(0, 8)}, not ${file.sha256.slice(0, 8)}`;
}
