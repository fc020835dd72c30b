import type { Failure } from '../contract/errors';
import type { ModelIndex } from '../contract/model-catalogue';
import { modelOrigins } from '../contract/model-origins';
import { indexedDbCache, type ByteCache } from './byte-cache';
import type { Fetch } from './download';
import { JsonDocuments } from './json-documents';
import { KeptFiles } from './kept-files';
import { ModelFiles } from './model-files';
import { parseIndex } from './model-index';
import { fail, ModelStoreFailure } from './model-store-failure';
import { ModelUses } from './model-uses';
import { OwnModels } from './own-models';
import { Versions } from './versions';

export interface ModelStoreOptions {
  /** Told of what does not stop the work, such as 'storage-full'. */
  readonly onWarning?: (failure: Failure) => void;
  readonly fetch?: Fetch;
  /** The index as the device keeps it; the network is asked only where it has none. */
  readonly keptFirst?: boolean;
  readonly cache?: ByteCache;
  /** The browser's own where absent; null for none. */
  readonly locks?: LockManager | null;
  /** Beside the site's own, those that models may come from. */
  readonly origins?: readonly string[];
  /** Shared by all stores of a thread: which versions it works with. */
  readonly uses?: ModelUses;
  /** For tests: files are kept in parts of so many bytes. */
  readonly partBytes?: number;
  /** Waits before a download that broke off goes on by itself. */
  readonly retryDelaysMs?: readonly number[];
}

/** What the store for engines and the library for the person share. */
export class StoreParts {
  readonly cache: ByteCache;
  readonly documents: JsonDocuments;
  readonly files: ModelFiles;
  readonly kept: KeptFiles;
  readonly own: OwnModels;
  readonly uses: ModelUses;
  readonly versions: Versions;
  readonly #baseUrl: string;

  /** @param modelsUrl absolute address of the folder that holds index.json and the model folders. */
  constructor(modelsUrl: string, options: ModelStoreOptions) {
    this.#baseUrl = modelsUrl.endsWith('/') ? modelsUrl : `${modelsUrl}/`;
    const fetchFile: Fetch = options.fetch ?? ((address, init) => fetch(address, init));
    const locks = options.locks === undefined ? browserLocks() : (options.locks ?? undefined);
    const onWarning = options.onWarning ?? (() => undefined);
    const { partBytes, retryDelaysMs } = options;
    this.cache = options.cache ?? indexedDbCache();
    this.uses = options.uses ?? new ModelUses(locks);
    this.documents = new JsonDocuments(fetchFile, this.cache, onWarning, options.keptFirst);
    const { cache } = this;
    const kept = (this.kept = new KeptFiles({ cache, partBytes }));
    this.files = new ModelFiles({
      fetch: fetchFile,
      cache,
      kept,
      locks,
      onWarning,
      partBytes,
      retryDelaysMs,
    });
    this.versions = new Versions(cache, kept, this.uses);
    this.own = new OwnModels({
      cache,
      kept,
      versions: this.versions,
      fetch: fetchFile,
      modelsUrl: this.#baseUrl,
      origins: options.origins ?? modelOrigins(),
    });
  }

  /** Of a path in the folder of models. */
  address(path: string): string {
    return new URL(path, this.#baseUrl).href;
  }

  /** Which models there are. Throws 'model-unreachable' or 'model-corrupt'. */
  async index(): Promise<ModelIndex> {
    const address = this.address('index.json');
    const index = await this.documents.read(address, parseIndex).catch((error: unknown) => {
      throw isAbsent(error) ? fail('model-unreachable', 'This server has no list of models.') : error;
    });
    await this.documents.keep(address);
    return index;
  }
}

/** Absent in older browsers and on pages that are not secure. */
export function browserLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : (navigator as Partial<NavigatorLocks>).locks;
}

function isAbsent(error: unknown): boolean {
  return error instanceof ModelStoreFailure && error.failure.code === 'model-absent';
}
