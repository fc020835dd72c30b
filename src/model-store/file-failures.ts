import type { ModelFile } from '../contract/model-manifest';
import type { ModelBytes } from './byte-cache';
import { fail, type ModelStoreFailure } from './model-store-failure';

type Named = Pick<ModelFile, 'path'>;

/** Throws 'out-of-memory'. */
export function memoryFor({ bytes, path }: ModelFile): ModelBytes {
  try {
    return new Uint8Array(bytes);
  } catch {
    throw fail(
      'out-of-memory',
      `There is not enough memory for the model file ${path}. Close other tabs, then reload.`,
    );
  }
}

/** Of a file that nobody but its giver has. */
export function lost({ path }: Named): ModelStoreFailure {
  return fail('model-corrupt', `The copy of ${path} on this device is damaged. Add the model again.`);
}

export function damaged({ path }: Named, fault: string): ModelStoreFailure {
  return fail('model-refused', `${path} is damaged: ${fault}.`);
}

export function storageFull({ path }: Named, error: unknown): ModelStoreFailure {
  return fail('storage-full', `The model file ${path} could not be kept on this device: ${unkept(error)}.`);
}

export function unkept(error: unknown): string {
  return isQuota(error) ? 'there is no room left for it' : 'the browser would not store it';
}

export function wrongHash(actual: string, wanted: string): string {
  return `its SHA-256 begins ${actual.slice(0, 8)}, not ${wanted.slice(0, 8)}`;
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
