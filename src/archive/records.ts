import { createStore, type UseStore } from 'idb-keyval';

/** Kinds of records. Each has the session's id second in its key, so that a session's records lie together. */
export type RecordKind = 'entry' | 'title' | 'head' | 'text' | 'audio-info' | 'audio';
export type RecordKey = readonly [RecordKind, string, ...number[]];

export const RECORD_KINDS: readonly RecordKind[] = ['entry', 'title', 'head', 'text', 'audio-info', 'audio'];

/** The one place that sessions are kept in: IndexedDB by idb-keyval, in a database of its own. */
export function openRecords(databaseName: string): UseStore {
  return createStore(databaseName, 'records');
}

/** All records of a kind, or those of one session. */
export function rangeOf(kind: RecordKind, id?: string): IDBKeyRange {
  // In IndexedDB's order an array comes after every string and number.
  return id === undefined
    ? IDBKeyRange.bound([kind], [kind, []])
    : IDBKeyRange.bound([kind, id], [kind, id, []]);
}

/** Reads what a request gives. */
export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database does not answer'));
    };
  });
}

/** Resolves when the transaction stands; rejects with a QuotaExceededError where there is no room. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      reject(transaction.error ?? new Error('the database refused to write'));
    };
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = fail;
    transaction.onerror = fail;
    // Not left to the browser: a page that goes away would not be asked any more.
    transaction.commit();
  });
}
