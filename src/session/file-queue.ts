import type { RecognizerEvent } from '../contract/recognizer-api';
import { isFree } from './activity';
import { CancelledFiles } from './cancelled-files';
import { FileRun, type FileEnd, type FileRunDeps } from './file-run';
import { GONE, withFiles, type QueueEntry, type QueuedFileState } from './queued-file';

export interface FileQueueDeps extends FileRunDeps {
  readonly newSourceId: () => string;
}

interface Current {
  readonly id: string;
  readonly run: FileRun;
  /** What becomes of the file once its run has been stopped. */
  stoppedFor: 'pause' | 'cancel' | null;
}

/** Transcribes files one after another; each has its own place in the transcript and its own failure. */
export class FileQueue {
  #entries: readonly QueueEntry[] = [];
  #current: Current | null = null;
  readonly #cancelled: CancelledFiles;
  readonly #listeners = new Set<(entries: readonly QueueEntry[]) => void>();

  constructor(private readonly deps: FileQueueDeps) {
    this.#cancelled = new CancelledFiles(deps.store);
  }

  /** Calls back after every change. */
  subscribe(listener: (entries: readonly QueueEntry[]) => void): void {
    this.#listeners.add(listener);
  }

  /** Of the file whose text is being written; undefined where there is none. */
  get writing(): string | undefined {
    return this.#current?.id;
  }

  /** @param skipped files of the same folders that are no recordings. */
  add(files: readonly File[], skipped = 0): void {
    this.#cancelled.forget();
    this.#set(withFiles(this.#entries, files, this.deps.newSourceId));
    if (skipped > 0) this.deps.store.dispatch({ type: 'files-skipped', count: skipped });
    void this.pump();
  }

  /** Takes files that an earlier page left undone before those that are here. */
  restore(entries: readonly QueueEntry[]): void {
    const restored = entries.map((entry): QueueEntry => {
      const state: QueuedFileState =
        entry.file === null ? { kind: 'failed', failure: GONE } : { kind: 'waiting' };
      return { ...entry, state };
    });
    this.#set([...restored, ...this.#entries]);
    void this.pump();
  }

  /** Starts the next file where nothing else is going on. */
  async pump(): Promise<void> {
    while (isFree(this.deps.store.state.activity) && this.#current === null) {
      const next = this.#entries.find(({ state }) => state.kind === 'waiting');
      if (next?.file == null) return;
      const current: Current = {
        id: next.id,
        run: new FileRun({ ...next, file: next.file }, this.deps),
        stoppedFor: null,
      };
      this.#current = current;
      this.#change(next.id, { state: { kind: 'running' } });
      const end = await current.run.run();
      this.#current = null;
      this.#ended(current, end);
      if (end.kind === 'no-models') return;
    }
  }

  /** How far the file in progress is. */
  progressed({ doneMs, totalMs }: Extract<RecognizerEvent, { type: 'file-progress' }>): void {
    if (this.#current === null) return;
    const { id } = this.#current;
    this.deps.store.write({ type: 'file-progressed', id, doneMs });
    this.#change(id, { doneMs, totalMs });
  }

  /** The file keeps its place, and the next one goes on meanwhile. */
  pause(id: string): void {
    if (this.#current?.id === id) void this.#stop('pause');
    else this.#change(id, { state: { kind: 'paused' } });
  }

  /** Goes on with a file that was paused or has failed, from where it was; one whose bytes are gone must be chosen again. */
  resume(id: string): void {
    if (this.#entries.some((entry) => entry.id === id && entry.file === null)) return;
    this.#change(id, { state: { kind: 'waiting' } });
    void this.pump();
  }

  /** Takes a file out of the queue; what was written of it stays. */
  async cancel(id: string): Promise<void> {
    this.#cancelled.forget();
    if (this.#current?.id === id) await this.#stop('cancel');
    else this.#takeOut([id]);
  }

  async cancelCurrent(): Promise<void> {
    if (this.#current !== null) await this.cancel(this.#current.id);
  }

  async cancelAll(): Promise<void> {
    const current = this.#current?.id;
    this.#cancelled.forget();
    this.#takeOut(this.#entries.map(({ id }) => id).filter((id) => id !== current));
    if (current !== undefined) await this.#stop('cancel');
  }

  /** What was cancelled last goes on from where it was. */
  takeBack(): void {
    this.#set([...this.#cancelled.take(), ...this.#entries]);
    void this.pump();
  }

  dismissCancelled(): void {
    this.#cancelled.forget();
  }

  dismissSkipped(): void {
    this.deps.store.dispatch({ type: 'files-skipped', count: 0 });
  }

  /** Goes on with the student alone while the second look is still on its way. */
  skipSecondLook(): void {
    this.#current?.run.skipSecondLook();
  }

  async #stop(reason: 'pause' | 'cancel'): Promise<void> {
    if (this.#current === null) return;
    this.#current.stoppedFor = reason;
    await this.#current.run.stop();
  }

  #ended({ id, stoppedFor }: Current, end: FileEnd): void {
    if (end.kind === 'failed') this.#change(id, { state: { kind: 'failed', failure: end.failure } });
    else if (end.kind === 'no-models') this.#change(id, { state: { kind: 'waiting' } });
    else if (end.kind === 'stopped' && stoppedFor === 'pause')
      this.#change(id, { state: { kind: 'paused' } });
    else if (end.kind === 'stopped') this.#takeOut([id]);
    else this.#remove([id]);
  }

  /** The person wants these no more, or not now. */
  #takeOut(ids: readonly string[]): void {
    const taken = this.#entries.filter(({ id }) => ids.includes(id));
    this.#remove(ids);
    this.#cancelled.add(taken);
  }

  #remove(ids: readonly string[]): void {
    this.#set(this.#entries.filter(({ id }) => !ids.includes(id)));
    // Nobody will go on with them.
    for (const id of ids) this.deps.store.write({ type: 'file-done', id });
  }

  #change(id: string, change: Partial<QueueEntry>): void {
    this.#set(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  }

  #set(entries: readonly QueueEntry[]): void {
    this.#entries = entries;
    this.deps.store.dispatch({ type: 'queue-changed', queue: entries.map(({ file: _, ...shown }) => shown) });
    for (const listener of this.#listeners) listener(entries);
  }
}
