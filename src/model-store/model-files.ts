import type { Failure } from '../contract/errors';
import type { ModelFile } from '../contract/model-manifest';
import type { ByteCache, ModelBytes } from './byte-cache';
import { download, type Fetch } from './download';
import { lost, memoryFor, storageFull, unkept, wrongHash } from './file-failures';
import { markKey } from './file-parts';
import { FileReceiver } from './file-receiver';
import type { KeptFiles } from './kept-files';
import { fail, ModelStoreFailure, throwIfCancelled } from './model-store-failure';

export interface ModelFilesOptions {
  readonly fetch: Fetch;
  readonly cache: ByteCache;
  readonly kept: KeptFiles;
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
 * The bytes of model files: from the device if a good copy is there, else from the network. Two tabs that write the same
 * entry are harmless, as it is addressed by its hash; a lock spares them the second download.
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
      if (await this.options.kept.has(source.modelId, source.file)) return;
      await this.#fetch(source, undefined);
    });
  }

  /** null where it is to be fetched. */
  async #readKept({ modelId, file, address }: FileSource): Promise<ModelBytes | null> {
    const bytes = await this.options.kept.read(modelId, file);
    if (bytes === null && address === undefined) throw lost(file);
    return bytes;
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
}
