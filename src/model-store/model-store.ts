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
    const { id } = manifest;
    const files = manifest.files.filter((file) => wanted(file));
    const totalBytes = bytesOf(files);
    const contents = new Map<string, ModelBytes>();
    const { version, isGiven } = await this.#begin(manifest);
    let finishedBytes = 0;
    let allKept = true;
    for (const file of files) {
      throwIfCancelled(signal);
      const address = addressOf(file, version);
      const onBytes = (receivedBytes: number): void => {
        onProgress(finishedBytes + receivedBytes, totalBytes);
      };
      const { bytes, kept } = await this.#parts.files.obtain({ modelId: id, file, address, onBytes, signal });
      contents.set(file.path, bytes);
      allKept &&= kept;
      finishedBytes += file.bytes;
      onProgress(finishedBytes, totalBytes);
    }
    if (allKept) await this.#parts.versions.settle(version, isGiven);
    return createLoadedModel(manifest, contents);
  }

  /**
   * Has the device keep the wanted files of a model, for later: those that are there are not read.
   * Throws as load(), and 'storage-full'.
   */
  async keep(
    manifest: ModelManifest,
    wanted: (file: ModelFile) => boolean,
    signal?: AbortSignal,
  ): Promise<void> {
    const { files: shelf, versions } = this.#parts;
    const { id: modelId } = manifest;
    const { version, isGiven } = await this.#begin(manifest);
    for (const file of manifest.files.filter((item) => wanted(item))) {
      throwIfCancelled(signal);
      await shelf.install({ modelId, file, address: addressOf(file, version), signal });
    }
    await versions.settle(version, isGiven);
  }

  /** Files of this version are about to be used. */
  async #begin(
    manifest: ModelManifest,
  ): Promise<{ readonly version: KeptVersion; readonly isGiven: boolean }> {
    const { own, uses, versions } = this.#parts;
    const given = await own.read(manifest.id);
    const isGiven = given !== undefined;
    const version = isGiven
      ? { ...given, manifest }
      : { manifest, folderUrl: this.#parts.address(`${manifest.id}/`) };
    await uses.use(manifest);
    await versions.begin(version, isGiven);
    return { version, isGiven };
  }
}

/** Undefined for what a person gave. */
function addressOf({ path }: ModelFile, { folderUrl }: KeptVersion): string | undefined {
  return folderUrl === undefined ? undefined : new URL(path, folderUrl).href;
}
