import type { Outcome } from '../contract/errors';
import type { FileChoice, LibraryProgress, ModelLibraryApi, Shelf } from '../contract/model-library-api';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ModelSource, OfferedModel } from '../contract/own-model';
import { bytesOf, chosenFiles } from './chosen-files';
import { readShelf } from './shelf';
import { parseManifest } from './manifest';
import { fail, ModelStoreFailure, throwIfCancelled } from './model-store-failure';
import { StoreParts, type ModelStoreOptions } from './store-parts';
import type { KeptVersion } from './versions';

/** What a person does with the models on this device. */
export class ModelLibrary implements ModelLibraryApi {
  readonly #parts: StoreParts;
  readonly #running = new Map<string, AbortController>();

  /** @param modelsUrl absolute address of the folder that holds index.json and the model folders. */
  constructor(modelsUrl: string, options: ModelStoreOptions = {}) {
    this.#parts = new StoreParts(modelsUrl, options);
  }

  list(choice: FileChoice): Promise<Outcome<Shelf>> {
    return attempt(async () => readShelf(this.#parts, await this.#parts.index(), choice));
  }

  install(id: string, choice: FileChoice, onProgress: LibraryProgress): Promise<Outcome<null>> {
    return this.#run(id, async (signal) => {
      const { files: shelf, versions } = this.#parts;
      const version = await this.#newest(id);
      const { manifest, folderUrl } = version;
      const files = chosenFiles(manifest.files, choice);
      await versions.begin(version, true);
      try {
        await eachFile(files, onProgress, signal, (file, onBytes) => {
          const address = folderUrl === undefined ? undefined : new URL(file.path, folderUrl).href;
          return shelf.install({ modelId: id, file, address, onBytes, signal });
        });
      } catch (error) {
        const full = error instanceof ModelStoreFailure && error.failure.code === 'storage-full';
        if (full) await versions.abandon(id);
        throw error;
      }
      await versions.settle(version, true);
      return null;
    });
  }

  pause(id: string): Promise<void> {
    this.#running.get(id)?.abort();
    return Promise.resolve();
  }

  verify(id: string, onProgress: LibraryProgress): Promise<Outcome<readonly string[]>> {
    return this.#run(id, async (signal) => {
      const { kept, versions } = this.#parts;
      const current = await versions.current(id);
      if (current === undefined) throw fail('model-unknown', `Nothing of '${id}' is on this device.`);
      const here = await kept.marked(id, current.manifest.files);
      const bad: string[] = [];
      await eachFile(here, onProgress, signal, async (file, onBytes) => {
        if (!(await kept.verify(id, file, { onBytes, signal }))) bad.push(file.path);
      });
      return bad;
    });
  }

  remove(id: string): Promise<Outcome<null>> {
    return attempt(async () => {
      this.#running.get(id)?.abort();
      await this.#parts.own.remove(id);
      return null;
    });
  }

  look(address: string): Promise<Outcome<OfferedModel>> {
    return attempt(async () => this.#parts.own.look(address, (await this.#parts.index()).models));
  }

  add(source: ModelSource): Promise<Outcome<ModelManifest>> {
    return attempt(async () => this.#parts.own.add(source, (await this.#parts.index()).models));
  }

  /**
   * The server's version of a model, or the one that was begun where the server does not answer. Of one that a person
   * gave, the one that was agreed to.
   */
  async #newest(id: string): Promise<KeptVersion> {
    const { documents, own, versions } = this.#parts;
    const given = await own.read(id);
    if (given !== undefined) return given;
    const folderUrl = this.#parts.address(`${id}/`);
    const kept = (await versions.pending(id)) ?? (await versions.current(id));
    try {
      const address = new URL('manifest.json', folderUrl).href;
      return { manifest: await documents.latest(address, (json) => parseManifest(json, id)), folderUrl };
    } catch (error) {
      if (kept === undefined) throw error;
      return { manifest: kept.manifest, folderUrl };
    }
  }

  /** One thing at a time is done with a model. */
  async #run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    const abort = new AbortController();
    this.#running.get(id)?.abort();
    this.#running.set(id, abort);
    try {
      return await attempt(() => work(abort.signal));
    } finally {
      if (this.#running.get(id) === abort) this.#running.delete(id);
    }
  }
}

async function eachFile(
  files: readonly ModelFile[],
  onProgress: LibraryProgress,
  signal: AbortSignal,
  work: (file: ModelFile, onBytes: (doneBytes: number) => void) => Promise<void>,
): Promise<void> {
  const totalBytes = bytesOf(files);
  let finishedBytes = 0;
  for (const file of files) {
    throwIfCancelled(signal);
    await work(file, (doneBytes) => {
      onProgress(finishedBytes + doneBytes, totalBytes);
    });
    finishedBytes += file.bytes;
    onProgress(finishedBytes, totalBytes);
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof ModelStoreFailure) return { ok: false, failure: error.failure };
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: { code: 'internal', message } };
  }
}
