import { createStore, delMany, get, keys, set } from 'idb-keyval';

/** Bytes in a buffer of their own, never a view of a shared one: IndexedDB refuses those. */
export type ModelBytes = Uint8Array<ArrayBuffer>;

/** What the store needs of a place to keep things; IndexedDB in the app, a fake in tests. */
export interface ByteCache {
  get(key: string): Promise<unknown>;
  /** Rejects with a QuotaExceededError when the device has no room. */
  set(key: string, value: unknown): Promise<void>;
  delete(keysToDelete: readonly string[]): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** IndexedDB by idb-keyval, in a database of its own. Every call rejects where the browser has none (some private windows). */
export function indexedDbCache(databaseName = 'tabscribe-models'): ByteCache {
  const store = createStore(databaseName, 'entries');
  // Async, as idb-keyval throws where there is no IndexedDB at all.
  return {
    get: async (key) => get<unknown>(key, store),
    set: async (key, value) => set(key, value, store),
    delete: async (keysToDelete) => delMany([...keysToDelete], store),
    keys: async () => keys<string>(store),
  };
}
