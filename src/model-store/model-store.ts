import type { ModelIndex } from '../contract/model-catalogue';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ModelSource } from '../contract/own-model';
import type { ModelBytes } from './byte-cache';
import { bytesOf } from './chosen-files';
import { createLoadedModel, type LoadedModel } from './loaded-model';
import { isModelId, parseManifest } from './manifest';
import { fail, ModelStoreFailure, throwIfCancelled } from './model-store-failure';
import { StoreParts, type ModelStoreOptions } from './store-parts';
import type { KeptVersion } from './versions';

/**
 * Models for engines. Fetches them once, checks size and SHA-256 before use, and keeps them in IndexedDB.
 * Every method throws ModelStoreFailure for failures a person can meet, and can be called again after one.
 */
export class ModelStore {
  readonly #parts: StoreParts;

  /** @param modelsUrl absolute address of the folder that holds index.json and the model folders. */
  constructor(modelsUrl: string, options: ModelStoreOptions = {}) {
    this.#parts = new StoreParts(modelsUrl, options);
  }

  /** Which models there are. Throws 'model-unreachable' or 'model-corrupt'. */
  index(): Promise<ModelIndex> {
    return this.#parts.index();
  }

  /**
   * Takes a model that the site does not ship; from then on manifest() and load() know it.
   * Throws 'model-refused' with what is wrong, 'model-corrupt' (its manifest), 'model-elsewhere', 'model-mismatch',
   * 'model-unreachable' or 'storage-full'.
   */
  async add(source: ModelSource): Promise<ModelManifest> {
    const { models } = await this.index();
    return this.#parts.own.add(source, models);
  }

  /** Forgets a model that was added. Safe to call twice. */
  async remove(id: string): Promise<void> {
    await this.#parts.own.remove(id);
  }

  /**
   * What a person gave; else the version that is whole on this device, as long as nobody has asked for a newer one; else
   * the server's.
   * Throws 'model-unknown' for an id that is neither in the index nor added, 'model-absent', 'model-unreachable' or
   * 'model-corrupt'.
   */
  async manifest(id: string): Promise<ModelManifest> {
    const { documents, own, versions } = this.#parts;
    const given = await own.read(id);
    if (given !== undefined) return given.manifest;
    const kept = await versions.current(id);
    if (kept !== undefined && (await versions.isWhole(kept.manifest))) return kept.manifest;
    const known = (await this.index()).models.map((model) => model.id);
    if (!isModelId(id) || !known.includes(id)) {
      throw fail('model-unknown', `There is no model '${id}'. Known models: ${known.join(', ')}.`);
    }
    try {
      const address = this.#parts.address(`${id}/manifest.json`);
      return await documents.read(address, (json) => parseManifest(json, id));
    } catch (error) {
      if (kept === undefined || !(error instanceof ModelStoreFailure)) throw error;
      return kept.manifest;
    }
  }

  /**
   * Brings the wanted files of a model into memory, one after the other.
   * @param onProgress bytes that are here, of the total of the wanted files; files already on the device count at once.
   * Throws 'model-unreachable', 'model-absent', 'model-corrupt', 'out-of-memory' or 'cancelled'.
   */
  async load(
    manifest: ModelManifest,
    wanted: (file: ModelFile) => boolean,
    onProgress: (receivedBytes: number, totalBytes: number) => void,
    signal?: AbortSignal,
  ): Promise<LoadedModel> {
    const { files: shelf, own, uses, versions } = this.#parts;
    const { id } = manifest;
    const files = manifest.files.filter((file) => wanted(file));
    const totalBytes = bytesOf(files);
    const contents = new Map<string, ModelBytes>();
    const given = await own.read(id);
    const version: KeptVersion =
      given === undefined ? { manifest, folderUrl: this.#parts.address(`${id}/`) } : { ...given, manifest };
    const { folderUrl } = version;
    await uses.use(manifest);
    await versions.begin(version, given !== undefined);
    let finishedBytes = 0;
    let allKept = true;
    for (const file of files) {
      throwIfCancelled(signal);
      const address = folderUrl === undefined ? undefined : new URL(file.path, folderUrl).href;
      const onBytes = (receivedBytes: number): void => {
        onProgress(finishedBytes + receivedBytes, totalBytes);
      };
      const { bytes, kept } = await shelf.obtain({ modelId: id, file, address, onBytes, signal });
      contents.set(file.path, bytes);
      allKept &&= kept;
      finishedBytes += file.bytes;
      onProgress(finishedBytes, totalBytes);
    }
    if (allKept) await versions.settle(version, given !== undefined);
    return createLoadedModel(manifest, contents);
  }
}
