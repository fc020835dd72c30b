import type { Failure } from '../contract/errors';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ByteCache } from './byte-cache';
import { download, type Fetch } from './download';
import { integrityFault, type ModelBytes } from './integrity';
import { fail, ModelStoreFailure, throwIfCancelled } from './model-store-failure';

export interface ObtainedFile {
  readonly bytes: ModelBytes;
  /** False where the device had no room: the bytes live in memory only. */
  readonly kept: boolean;
}

/**
 * The bytes of model files: from the device if a good copy is there, else from the network. Content is addressed
 * by its hash, so two tabs that write the same entry are harmless; a lock spares them the second download.
 */
export class ModelFiles {
  constructor(
    private readonly fetch: Fetch,
    private readonly cache: ByteCache,
    private readonly locks: LockManager | undefined,
    private readonly onWarning: (failure: Failure) => void,
  ) {}

  /**
   * @param address undefined for a file that a person gave: where its copy is gone there is nowhere to fetch it.
   * Throws 'model-unreachable', 'model-corrupt' or 'cancelled'.
   */
  async obtain(
    modelId: string,
    file: ModelFile,
    address: string | undefined,
    onBytes: (receivedBytes: number) => void,
    signal?: AbortSignal,
  ): Promise<ObtainedFile> {
    const key = fileKey(modelId, file);
    const copy = await this.keptCopy(key, file);
    if (copy !== null) return { bytes: copy, kept: true };
    if (address === undefined) {
      throw fail('model-corrupt', `The copy of ${file.path} on this device is damaged. Add the model again.`);
    }
    return this.exclusively(key, signal, async () => {
      const copyOfOtherTab = await this.keptCopy(key, file);
      if (copyOfOtherTab !== null) return { bytes: copyOfOtherTab, kept: true };
      const bytes = await download({ fetch: this.fetch, address, file, onBytes, signal });
      const fault = await integrityFault(bytes, file);
      if (fault !== null) {
        throw fail(
          'model-corrupt',
          `The model file ${file.path} arrived damaged: ${fault}. Try again later.`,
        );
      }
      throwIfCancelled(signal);
      return { bytes, kept: await this.keep(key, file, bytes) };
    });
  }

  /**
   * Keeps the files of a model that a person gave, each checked first. All or none.
   * @param contents by path; one for each file of the manifest.
   * Throws 'model-refused' or 'storage-full'.
   */
  async putAll(manifest: ModelManifest, contents: ReadonlyMap<string, Blob>): Promise<void> {
    try {
      for (const file of manifest.files) {
        const bytes = new Uint8Array(await (contents.get(file.path) ?? new Blob()).arrayBuffer());
        const fault = await integrityFault(bytes, file);
        if (fault !== null) throw fail('model-refused', `${file.path} is damaged: ${fault}.`);
        await this.cache.set(fileKey(manifest.id, file), bytes.buffer);
      }
    } catch (error) {
      await this.removeOthers(manifest.id, []);
      if (error instanceof ModelStoreFailure) throw error;
      throw fail('storage-full', `There is no room on this device for ${manifest.name}.`);
    }
  }

  /** Forgets every stored file of this model that its manifest does not name: the older versions. */
  async removeOthers(modelId: string, files: readonly ModelFile[]): Promise<void> {
    const current = new Set(files.map((file) => fileKey(modelId, file)));
    try {
      const old = (await this.cache.keys()).filter(
        (key) => key.startsWith(modelPrefix(modelId)) && !current.has(key),
      );
      if (old.length > 0) await this.cache.delete(old);
    } catch {
      // What is left over takes room but harms nothing; the next load tries again.
    }
  }

  /** A copy that is not what the manifest says (half-written, decayed) is dropped, so that it is fetched again. */
  private async keptCopy(key: string, file: ModelFile): Promise<ModelBytes | null> {
    let value: unknown;
    try {
      value = await this.cache.get(key);
    } catch {
      // No IndexedDB here (some private windows): the network still serves.
      return null;
    }
    if (value === undefined) return null;
    if (value instanceof ArrayBuffer) {
      const bytes = new Uint8Array(value);
      if ((await integrityFault(bytes, file)) === null) return bytes;
    }
    await this.cache.delete([key]).catch(() => {
      // The fresh copy overwrites it anyway.
    });
    return null;
  }

  private async keep(key: string, file: ModelFile, bytes: ModelBytes): Promise<boolean> {
    try {
      await this.cache.set(key, bytes.buffer);
      return true;
    } catch (error) {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = full ? 'there is no room left for it' : 'the browser would not store it';
      this.onWarning({
        code: 'storage-full',
        message: `The model file ${file.path} works now but was not kept on this device: ${reason}. It will be downloaded again next time.`,
      });
      return false;
    }
  }

  private async exclusively<T>(
    key: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    if (this.locks === undefined) return work();
    try {
      return await this.locks.request(`tabscribe:${key}`, signal === undefined ? {} : { signal }, work);
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    }
  }
}

function modelPrefix(modelId: string): string {
  return `file:${modelId}/`;
}

function fileKey(modelId: string, file: ModelFile): string {
  return `${modelPrefix(modelId)}${file.path}#${file.sha256}`;
}
