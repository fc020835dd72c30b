import type { Failure } from '../contract/errors';
import type { ModelIndex } from '../contract/model-catalogue';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ModelSource } from '../contract/own-model';
import { indexedDbCache, type ByteCache } from './byte-cache';
import type { Fetch } from './download';
import type { ModelBytes } from './integrity';
import { JsonDocuments } from './json-documents';
import { createLoadedModel, type LoadedModel } from './loaded-model';
import { isModelId, parseManifest } from './manifest';
import { parseIndex } from './model-index';
import { ModelFiles } from './model-files';
import { fail, throwIfCancelled } from './model-store-failure';
import { OwnModels } from './own-models';

export interface ModelStoreOptions {
  /** Told of what does not stop the work, such as 'storage-full'. */
  readonly onWarning?: (failure: Failure) => void;
  readonly fetch?: Fetch;
  /** Index and manifests as the device keeps them; the network is asked for those alone that it has not. */
  readonly keptFirst?: boolean;
  readonly cache?: ByteCache;
  /** The browser's own where absent; null for none. */
  readonly locks?: LockManager | null;
}

/**
 * Fetches models once, checks size and SHA-256 before use, and keeps them in IndexedDB.
 * Every method throws ModelStoreFailure for failures a person can meet, and can be called again after one.
 */
export class ModelStore {
  private readonly baseUrl: string;
  private readonly documents: JsonDocuments;
  private readonly files: ModelFiles;
  private readonly own: OwnModels;

  /** @param modelsUrl absolute address of the folder that holds index.json and the model folders. */
  constructor(modelsUrl: string, options: ModelStoreOptions = {}) {
    this.baseUrl = modelsUrl.endsWith('/') ? modelsUrl : `${modelsUrl}/`;
    const fetchFile: Fetch = options.fetch ?? ((address, init) => fetch(address, init));
    const cache = options.cache ?? indexedDbCache();
    const locks = options.locks === undefined ? browserLocks() : (options.locks ?? undefined);
    const onWarning = options.onWarning ?? (() => undefined);
    this.documents = new JsonDocuments(fetchFile, cache, onWarning, options.keptFirst);
    this.files = new ModelFiles(fetchFile, cache, locks, onWarning);
    this.own = new OwnModels(cache, this.files, fetchFile);
  }

  /** Which models there are. Throws 'model-unreachable' or 'model-corrupt'. */
  async index(): Promise<ModelIndex> {
    const address = this.address('index.json');
    const index = await this.documents.read(address, parseIndex);
    await this.documents.keep(address);
    return index;
  }

  /**
   * Takes a student that the site does not ship; from then on manifest() and load() know it.
   * Throws 'model-refused' with what is wrong, 'model-corrupt' (its manifest), 'model-unreachable' or 'storage-full'.
   */
  async add(source: ModelSource): Promise<ModelManifest> {
    const { models } = await this.index();
    return this.own.add(
      source,
      this.baseUrl,
      models.map(({ id }) => id),
    );
  }

  /** Forgets a model that was added. Safe to call twice. */
  async remove(id: string): Promise<void> {
    await this.own.remove(id);
  }

  /** Throws 'model-unknown' for an id that is neither in the index nor added, 'model-unreachable' or 'model-corrupt'. */
  async manifest(id: string): Promise<ModelManifest> {
    const own = await this.own.read(id);
    if (own !== undefined) return own.manifest;
    const known = (await this.index()).models.map((model) => model.id);
    if (!isModelId(id) || !known.includes(id)) {
      throw fail('model-unknown', `There is no model '${id}'. Known models: ${known.join(', ')}.`);
    }
    return this.documents.read(this.manifestAddress(id), (json) => parseManifest(json, id));
  }

  /**
   * Brings the wanted files of a model into memory, one after the other.
   * @param onProgress bytes that are here, of the total of the wanted files; files already on the device count at once.
   * Throws 'model-unreachable', 'model-corrupt' or 'cancelled'.
   */
  async load(
    manifest: ModelManifest,
    wanted: (file: ModelFile) => boolean,
    onProgress: (receivedBytes: number, totalBytes: number) => void,
    signal?: AbortSignal,
  ): Promise<LoadedModel> {
    const files = manifest.files.filter((file) => wanted(file));
    const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const contents = new Map<string, ModelBytes>();
    let finishedBytes = 0;
    let allKept = true;
    const own = await this.own.read(manifest.id);
    for (const file of files) {
      throwIfCancelled(signal);
      const { bytes, kept } = await this.files.obtain(
        manifest.id,
        file,
        own === undefined ? this.address(`${manifest.id}/${file.path}`) : addressIn(own.folderUrl, file.path),
        (receivedBytes) => {
          onProgress(finishedBytes + receivedBytes, totalBytes);
        },
        signal,
      );
      contents.set(file.path, bytes);
      allKept &&= kept;
      finishedBytes += file.bytes;
      onProgress(finishedBytes, totalBytes);
    }
    if (allKept) await this.settle(manifest);
    return createLoadedModel(manifest, contents);
  }

  /** Only now is the new version complete on the device: keep its manifest for offline use, drop older bytes. */
  private async settle(manifest: ModelManifest): Promise<void> {
    await this.documents.keep(this.manifestAddress(manifest.id));
    await this.files.removeOthers(manifest.id, manifest.files);
  }

  private manifestAddress(id: string): string {
    return this.address(`${id}/manifest.json`);
  }

  private address(path: string): string {
    return new URL(path, this.baseUrl).href;
  }
}

function addressIn(folderUrl: string | undefined, path: string): string | undefined {
  return folderUrl === undefined ? undefined : new URL(path, folderUrl).href;
}

/** Absent in older browsers and on pages that are not secure. */
function browserLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : (navigator as Partial<NavigatorLocks>).locks;
}
