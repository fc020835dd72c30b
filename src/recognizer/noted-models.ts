import type { ModelIndex } from '../contract/model-catalogue';
import type { ModelManifest } from '../contract/model-manifest';
import type { NotedModels } from '../contract/segment-worker-api';
import type { ModelStore } from '../model-store/model-store';
import type { RecognizerParts } from './recognizer-parts';

type Store = ReturnType<RecognizerParts['openStore']>;

/** A store that notes by which index and manifests models are loaded. */
export class NotingStore implements Pick<ModelStore, 'index' | 'manifest' | 'load' | 'keep'> {
  #index: ModelIndex | undefined;
  readonly #manifests = new Map<string, ModelManifest>();

  constructor(private readonly store: Store) {}

  /** Undefined before the index is read. */
  get noted(): NotedModels | undefined {
    return this.#index && { index: this.#index, manifests: [...this.#manifests.values()] };
  }

  async index(): Promise<ModelIndex> {
    this.#index = await this.store.index();
    return this.#index;
  }

  async manifest(id: string): Promise<ModelManifest> {
    const manifest = await this.store.manifest(id);
    this.#manifests.set(id, manifest);
    return manifest;
  }

  load(...given: Parameters<ModelStore['load']>): ReturnType<ModelStore['load']> {
    return this.store.load(...given);
  }

  keep(...given: Parameters<ModelStore['keep']>): ReturnType<ModelStore['keep']> {
    return this.store.keep(...given);
  }
}

/** A store that loads models by what was noted elsewhere, though a newer version may have come since. */
export function storeOf(store: Store, { index, manifests }: NotedModels): Store {
  return {
    index: () => Promise.resolve(index),
    manifest: (id) => {
      const noted = manifests.find((manifest) => manifest.id === id);
      return noted === undefined ? store.manifest(id) : Promise.resolve(noted);
    },
    load: (...given) => store.load(...given),
    keep: (...given) => store.keep(...given),
    add: (source) => store.add(source),
    remove: (id) => store.remove(id),
  };
}
