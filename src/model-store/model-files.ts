import type { Failure } from '../contract/errors';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ByteCache, ModelBytes } from './byte-cache';
import { download, type Fetch } from './download';
import { lost, memoryFor, storageFull, unkept, wrongHash } from './file-failures';
import { fileKeysOfModel, keysOf, markKey } from './file-parts';
import { FileReceiver } from './file-receiver';
import { keepGivenFiles } from './given-files';
import { eachPart } from './kept-file';
import { fail, ModelStoreFailure, throwIfCancelled } from './model-store-failure';
import { runningHash } from './sha256';

export interface ModelFilesOptions {
  readonly fetch: Fetch;
  readonly cache: ByteCache;
  readonly locks: LockManager | undefined;
  /** Told of what does not stop the work. */
  readonly onWarning: (failure: Failure) => void;
  readonly partBytes?: number | undefined;
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/** A file of a model, and where it can be fetched. */
export interface FileSource {
  readonly modelId: string;
  readonly file: ModelFile;
  /** Undefined for a file that a person gave: where its copy is gone there is nowhere to fetch it. */
  readonly address: string | undefined;
  readonly onBytes?: (receivedBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

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
  constructor(private readonly options: ModelFilesOptions) {}

  /**
   * Brings a file into memory, once, and keeps it on the device.
   * Throws 'model-unreachable', 'model-absent', 'model-corrupt', 'out-of-memory' or 'cancelled'.
   */
  async obtain(source: FileSource): Promise<ObtainedFile> {
    const copy = await this.#readKept(source);
    if (copy !== null) return { bytes: copy, kept: true };
    return this.#exclusively(source, async () => {
      const copyOfOtherTab = await this.#readKept(source);
      if (copyOfOtherTab !== null) return { bytes: copyOfOtherTab, kept: true };
      const bytes = memoryFor(source.file);
      const refused = await this.#fetch(source, bytes);
      if (refused !== undefined) this.#warnUnkept(source.file, refused.error);
      return { bytes, kept: refused === undefined };
    });
  }

  /**
   * Brings a file to the device, and never more of it into memory than a part. One that broke off goes on.
   * Throws as obtain(), and 'storage-full'; of a file that does not fit nothing is left.
   */
  async install(source: FileSource): Promise<void> {
    await this.#exclusively(source, async () => {
      if ((await this.#keys()).includes(markKey(source.modelId, source.file))) return;
      await this.#fetch(source, undefined);
    });
  }

  /** Whether the copy on the device is good; a bad one is dropped. */
  async verify({ modelId, file, onBytes, signal }: FileSource): Promise<boolean> {
    const hash = await runningHash();
    const good = await eachPart(this.options.cache, modelId, file, (part, endBytes) => {
      throwIfCancelled(signal);
      hash.update(part);
      onBytes?.(endBytes);
    });
    if (good && hash.hex() === file.sha256) return true;
    await this.forget(modelId, file);
    return false;
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

  /** A copy that is not what the manifest says (half-written, decayed) is dropped, so that it is fetched again. */
  async #readKept({ modelId, file, address }: FileSource): Promise<ModelBytes | null> {
    if (!(await this.#keys()).includes(markKey(modelId, file))) {
      if (address === undefined) throw lost(file);
      return null;
    }
    const bytes = memoryFor(file);
    const hash = await runningHash();
    const whole = await eachPart(this.options.cache, modelId, file, (part, endBytes) => {
      hash.update(part);
      bytes.set(part, endBytes - part.byteLength);
    });
    if (whole && hash.hex() === file.sha256) return bytes;
    await this.forget(modelId, file);
    if (address === undefined) throw lost(file);
    return null;
  }

  /** @returns why the device did not keep it, where it did not. */
  async #fetch(source: FileSource, memory: ModelBytes | undefined): Promise<{ error: unknown } | undefined> {
    const { modelId, file, address, onBytes, signal } = source;
    if (address === undefined) throw lost(file);
    const { fetch, cache, partBytes, retryDelaysMs } = this.options;
    let sha256 = '';
    // A byte that changed on the way, or a proxy's stale copy, does not come twice.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const receiver = await FileReceiver.open({ cache, modelId, file, memory, partBytes });
      try {
        onBytes?.(receiver.receivedBytes);
        const report = (receivedBytes: number): void => onBytes?.(receivedBytes);
        await download({ fetch, address, file, receiver, signal, retryDelaysMs, onBytes: report });
        sha256 = await receiver.finish();
        if (sha256 === file.sha256) return receiver.refusal;
        await receiver.restart();
      } catch (error) {
        if (!(error instanceof ModelStoreFailure)) throw storageFull(file, error);
        if (error.failure.code === 'model-corrupt') await receiver.restart();
        else await receiver.flush().catch(() => undefined);
        throw error;
      }
    }
    throw fail(
      'model-corrupt',
      `The model file ${file.path} arrived damaged, twice: ${wrongHash(sha256, file.sha256)}. Try again later.`,
    );
  }

  #warnUnkept(file: ModelFile, error: unknown): void {
    this.options.onWarning({
      code: 'storage-full',
      message: `The model file ${file.path} works now but was not kept on this device: ${unkept(error)}. It will be downloaded again next time.`,
    });
  }

  async #exclusively<T>({ modelId, file, signal }: FileSource, work: () => Promise<T>): Promise<T> {
    const { locks } = this.options;
    if (locks === undefined) return work();
    const name = `tabscribe:${markKey(modelId, file)}`;
    try {
      return await locks.request(name, signal === undefined ? {} : { signal }, work);
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    }
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
