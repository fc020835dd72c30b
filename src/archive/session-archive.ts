import type { UseStore } from 'idb-keyval';
import type { KeptSession } from '../captions/kept-session';
import type { Transcript } from '../captions/transcript';
import { asked, committed, openRecords, rangeOf, RECORD_KINDS } from './records';
import { moveSound, type AudioInfo } from './sound-records';
import { joinBlocks, type SourceHead, type TextBlock, type TextChange } from './text-blocks';

/** A session as the list has it. */
export interface ListedSession extends KeptSession {
  /** Given by the person; null where it has none. */
  readonly title: string | null;
  /** 0 where no sound is kept. */
  readonly audioBytes: number;
}

/**
 * Past sessions, kept in the browser: one small record each for the list, and the text in blocks, so that a long
 * session is listed at no cost and saved a block at a time.
 */
export class SessionArchive {
  readonly #records: UseStore;

  constructor(databaseName = 'tabscribe-sessions') {
    this.#records = openRecords(databaseName);
  }

  /** All sessions, newest first. */
  list(): Promise<readonly ListedSession[]> {
    return this.#records('readonly', async (store) => {
      const [entries, titleKeys, titles, audioKeys, audio] = await Promise.all([
        asked(store.getAll(rangeOf('entry')) as IDBRequest<KeptSession[]>),
        asked(store.getAllKeys(rangeOf('title'))),
        asked(store.getAll(rangeOf('title')) as IDBRequest<string[]>),
        asked(store.getAllKeys(rangeOf('audio-info'))),
        asked(store.getAll(rangeOf('audio-info')) as IDBRequest<AudioInfo[]>),
      ]);
      const titleOf = new Map(titleKeys.map((key, index) => [idOf(key), titles[index]]));
      const audioOf = new Map(audioKeys.map((key, index) => [idOf(key), audio[index]]));
      return entries
        .map((entry) => ({
          ...entry,
          title: titleOf.get(entry.id) ?? null,
          audioBytes: audioOf.get(entry.id)?.bytes ?? 0,
        }))
        .sort((a, b) => b.startedAtMs - a.startedAtMs);
    });
  }

  /** The text of a session; empty where there is none of this id. */
  read(id: string): Promise<Transcript> {
    return this.#records('readonly', async (store) => {
      const [heads, blocks] = await Promise.all([
        asked(store.get(['head', id]) as IDBRequest<SourceHead[] | undefined>),
        asked(store.getAll(rangeOf('text', id)) as IDBRequest<TextBlock[]>),
      ]);
      return joinBlocks(heads ?? [], blocks);
    });
  }

  /** Writes what changed, all of it or nothing. Rejects with a QuotaExceededError where there is no room. */
  save(
    session: KeptSession,
    { heads, written, gone }: Omit<TextChange, 'kept' | 'textBytes'>,
  ): Promise<void> {
    const { id } = session;
    return this.#records('readwrite', (store) => {
      store.put(session, ['entry', id]);
      store.put(heads, ['head', id]);
      for (const block of written) store.put(block, ['text', id, ...block.place]);
      for (const place of gone) store.delete(['text', id, ...place]);
      return committed(store.transaction);
    });
  }

  /** An empty title takes the person's away. */
  rename(id: string, title: string): Promise<void> {
    return this.#records('readwrite', (store) => {
      if (title.trim() === '') store.delete(['title', id]);
      else store.put(title.trim(), ['title', id]);
      return committed(store.transaction);
    });
  }

  /** Nobody will go on with it. */
  finish(id: string): Promise<void> {
    return this.#records('readwrite', async (store) => {
      const entry = await asked(store.get(['entry', id]) as IDBRequest<KeptSession | undefined>);
      if (entry !== undefined) store.put({ ...entry, running: false }, ['entry', id]);
      return committed(store.transaction);
    });
  }

  /** The text of `since` is in `into` already: its sound follows, and it is no session any more. */
  absorb(since: string, into: string): Promise<void> {
    return this.#records('readwrite', async (store) => {
      await moveSound(store, since, into);
      for (const kind of RECORD_KINDS) store.delete(rangeOf(kind, since));
      return committed(store.transaction);
    });
  }

  /** Deletes sessions with all that belongs to them. */
  delete(ids: readonly string[]): Promise<void> {
    return this.#records('readwrite', (store) => {
      for (const id of ids) for (const kind of RECORD_KINDS) store.delete(rangeOf(kind, id));
      return committed(store.transaction);
    });
  }
}

function idOf(key: IDBValidKey): string {
  const id: unknown = Array.isArray(key) ? key[1] : undefined;
  return typeof id === 'string' ? id : '';
}
