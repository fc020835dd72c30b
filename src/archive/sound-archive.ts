import type { UseStore } from 'idb-keyval';
import type { SoundPiece } from '../contract/kept-sound';
import { asked, committed, openRecords, rangeOf } from './records';
import {
  addBytes,
  bytesOf,
  deleteSound,
  pieceKey,
  trackRange,
  tracksOf,
  type SoundTrack,
} from './sound-records';

/** The sound of past sessions, in the database that holds their text: a record for each few seconds. */
export class SoundArchive {
  readonly #records: UseStore;

  constructor(databaseName = 'tabscribe-sessions') {
    this.#records = openRecords(databaseName);
  }

  /** Rejects with a QuotaExceededError where there is no room. */
  add(id: string, track: SoundTrack, piece: SoundPiece): Promise<void> {
    return this.#records('readwrite', async (store) => {
      store.put(piece, [...pieceKey(id, track, piece.startMs)]);
      await addBytes(store, id, bytesOf(piece));
      return committed(store.transaction);
    });
  }

  /** Those of a session, the first run first. */
  tracks(id: string): Promise<readonly SoundTrack[]> {
    return this.#records('readonly', async (store) =>
      tracksOf(await asked(store.getAllKeys(rangeOf('audio', id)))),
    );
  }

  /** The pieces of one track, the first first. */
  pieces(id: string, track: SoundTrack): Promise<readonly SoundPiece[]> {
    return this.#records('readonly', (store) =>
      asked(store.getAll(trackRange(id, track)) as IDBRequest<SoundPiece[]>),
    );
  }

  /** The text stays. */
  delete(id: string): Promise<void> {
    return this.#records('readwrite', (store) => {
      deleteSound(store, id);
      return committed(store.transaction);
    });
  }

  /** Deletes what no session of the list owns: captions in which nothing was said. */
  deleteLoose(exceptIds: ReadonlySet<string>): Promise<void> {
    return this.#records('readwrite', async (store) => {
      const [kept, listed] = await Promise.all([
        asked(store.getAllKeys(rangeOf('audio-info'))),
        asked(store.getAllKeys(rangeOf('entry'))),
      ]);
      const owners = new Set((listed as [string, string][]).map(([, id]) => id));
      for (const [, id] of kept as [string, string][]) {
        if (!owners.has(id) && !exceptIds.has(id)) deleteSound(store, id);
      }
      return committed(store.transaction);
    });
  }
}
