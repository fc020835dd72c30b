import type { ByteCache } from './byte-cache';
import { joinedParts, markKey, type FileIdentity } from './file-parts';
import { ModelStoreFailure } from './model-store-failure';

/**
 * Reads a file from the device, one part in memory at a time.
 * @param use takes each part, and where in the file it ends. What it throws of a person's doing ends the reading.
 * @returns false where what is here does not make a file of its size.
 */
export async function eachPart(
  cache: ByteCache,
  modelId: string,
  file: FileIdentity,
  use: (part: Uint8Array, endBytes: number) => void,
): Promise<boolean> {
  let endBytes = 0;
  try {
    const parts = joinedParts(modelId, file, await cache.keys());
    // Before files were kept in parts, one entry held it all.
    const keys = parts.length > 0 ? parts.map(({ key }) => key) : [markKey(modelId, file)];
    for (const key of keys) {
      const value = await cache.get(key);
      if (!(value instanceof ArrayBuffer)) return false;
      endBytes += value.byteLength;
      if (endBytes > file.bytes) return false;
      use(new Uint8Array(value), endBytes);
    }
  } catch (error) {
    if (error instanceof ModelStoreFailure) throw error;
    return false;
  }
  return endBytes === file.bytes;
}
