import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ModelBytes } from './byte-cache';
import { memoryFor } from './file-failures';
import { fileKeysOfModel, keysOf, markKey } from './file-parts';
import { keepGivenFiles, type GivenFilesOptions } from './given-files';
import { eachPart } from './kept-file';
import { throwIfCancelled } from './model-store-failure';
import { runningHash } from './sha256';

/** How a copy is gone through. */
export interface ReadingOptions {
  readonly onBytes?: ((readBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The copies of model files on this device. Each is addressed by its hash, and good only if its bytes still have that hash. */
export class KeptFiles {
  constructor(private readonly options: GivenFilesOptions) {}

  /** Whether there is a copy that was found good when it came. */
  async has(modelId: string, file: ModelFile): Promise<boolean> {
    return (await this.#keys()).includes(markKey(modelId, file));
  }

  /**
   * Brings a copy into memory; null where there is none. One that is not what the manifest says (half-written, decayed) is
   * dropped, so that it is fetched again. Throws 'out-of-memory'.
   */
  async read(modelId: string, file: ModelFile): Promise<ModelBytes | null> {
    if (!(await this.has(modelId, file))) return null;
    const bytes = memoryFor(file);
    const good = await this.#goThrough(modelId, file, (part, endBytes) => {
      bytes.set(part, endBytes - part.byteLength);
    });
    return good ? bytes : null;
  }

  /** Whether the copy is good; a bad one is dropped. Throws 'cancelled'. */
  verify(modelId: string, file: ModelFile, { onBytes, signal }: ReadingOptions): Promise<boolean> {
    return this.#goThrough(modelId, file, (_, endBytes) => {
      throwIfCancelled(signal);
      onBytes?.(endBytes);
    });
  }

  /**
   * Keeps the files of a model that a person gave, each checked as it is read. All or none.
   * @param contents by path; one for each file of the manifest.
   * Throws 'model-refused' or 'storage-full'.
   */
  async putAll(manifest: ModelManifest, contents: ReadonlyMap<string, Blob>): Promise<void> {
    try {
      await keepGivenFiles(manifest, contents, this.options);
    } catch (error) {
      await this.removeAll(manifest.id);
      throw error;
    }
  }

  /** Those of the files whose copies have been found good. */
  async marked(modelId: string, files: readonly ModelFile[]): Promise<readonly ModelFile[]> {
    const keys = new Set(await this.#keys());
    return files.filter((file) => keys.has(markKey(modelId, file)));
  }

  async forget(modelId: string, file: ModelFile): Promise<void> {
    await this.#delete(keysOf(modelId, file, await this.#keys()));
  }

  /** Forgets every file of this model but those, and what is here of downloads of others. */
  async removeOthers(modelId: string, files: readonly ModelFile[]): Promise<void> {
    const keys = await this.#keys();
    const kept = new Set(files.flatMap((file) => keysOf(modelId, file, keys)));
    await this.#delete(fileKeysOfModel(modelId, keys).filter((key) => !kept.has(key)));
  }

  async removeAll(modelId: string): Promise<void> {
    await this.removeOthers(modelId, []);
  }

  /** @param use takes each part, and where in the file it ends. */
  async #goThrough(
    modelId: string,
    file: ModelFile,
    use: (part: Uint8Array, endBytes: number) => void,
  ): Promise<boolean> {
    const hash = await runningHash();
    const whole = await eachPart(this.options.cache, modelId, file, (part, endBytes) => {
      hash.update(part);
      use(part, endBytes);
    });
    if (whole && hash.hex() === file.sha256) return true;
    await this.forget(modelId, file);
    return false;
  }

  /** None where there is no IndexedDB (some private windows): the network still serves. */
  async #keys(): Promise<readonly string[]> {
    try {
      return await this.options.cache.keys();
    } catch {
      return [];
    }
  }

  async #delete(keys: readonly string[]): Promise<void> {
    try {
      if (keys.length > 0) await this.options.cache.delete(keys);
    } catch {
      // What is left over takes room but harms nothing; the next time tries again.
    }
  }
}
