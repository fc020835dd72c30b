import { createStore, type UseStore } from 'idb-keyval';
import { asked, committed, rangeOf } from './records';

/** A file that is not done, as it is remembered; its bytes lie beside. */
export interface ShelvedFile {
  /** Also of its source in the transcript. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Of the tab that has it in its queue. */
  readonly owner: string;
  /** Whether it has been begun; its text is then in the session. */
  readonly begun: boolean;
  /** That was on the page of its tab. */
  readonly session: string;
  /** Its place in the queue. */
  readonly place: number;
}

/** Files that are not done, kept in the browser over reloads: small records, and the bytes each by itself. */
export class FileShelf {
  readonly #records: UseStore;

  constructor(databaseName = 'tabscribe-files') {
    this.#records = createStore(databaseName, 'records');
  }

  /** In their places. */
  list(): Promise<readonly ShelvedFile[]> {
    return this.#records('readonly', async (store) => {
      const entries = await asked(store.getAll(rangeOf('entry')) as IDBRequest<ShelvedFile[]>);
      return entries.sort((a, b) => a.place - b.place);
    });
  }

  /** Remembers, changes and forgets files; forgotten ones with their bytes. */
  save(put: readonly ShelvedFile[], forgotten: readonly string[]): Promise<void> {
    return this.#records('readwrite', (store) => {
      for (const entry of put) store.put(entry, ['entry', entry.id]);
      for (const id of forgotten) {
        store.delete(['entry', id]);
        store.delete(['bytes', id]);
      }
      return committed(store.transaction);
    });
  }

  /** The browser copies them to its own disk. Rejects with a QuotaExceededError where there is no room. */
  keepBytes(id: string, bytes: Blob): Promise<void> {
    return this.#records('readwrite', (store) => {
      store.put(bytes, ['bytes', id]);
      return committed(store.transaction);
    });
  }

  /** Null where they were not kept. */
  bytes(id: string): Promise<Blob | null> {
    return this.#records('readonly', async (store) => {
      const bytes = await asked(store.get(['bytes', id]) as IDBRequest<Blob | undefined>);
      return bytes ?? null;
    });
  }
}
