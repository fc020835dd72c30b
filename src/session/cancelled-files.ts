import type { QueueEntry } from './queued-file';
import type { SessionStore } from './session-store';

/** Files that a person took out of the queue last: one key does it, so that it can be taken back. */
export class CancelledFiles {
  #entries: readonly QueueEntry[] = [];

  constructor(private readonly store: SessionStore) {}

  /** @param entries stood before those that are here. Those that failed are not worth a word. */
  add(entries: readonly QueueEntry[]): void {
    this.#set([...entries.filter(({ state }) => state.kind !== 'failed'), ...this.#entries]);
  }

  forget(): void {
    this.#set([]);
  }

  /** Gives them back as they wait to go on; their text in the transcript goes on from where it was. */
  take(): readonly QueueEntry[] {
    const entries = this.#entries;
    this.#set([]);
    for (const { id, doneMs } of entries) this.store.write({ type: 'file-progressed', id, doneMs });
    return entries.map((entry) =>
      entry.state.kind === 'paused' ? entry : { ...entry, state: { kind: 'waiting' } },
    );
  }

  #set(entries: readonly QueueEntry[]): void {
    if (entries.length === 0 && this.#entries.length === 0) return;
    this.#entries = entries;
    this.store.dispatch({ type: 'files-cancelled', names: entries.map(({ name }) => name) });
  }
}
