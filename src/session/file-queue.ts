import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi } from '../contract/recognizer-api';
import { Deferred } from './deferred';
import { lateEvents } from './late-events';
import { isFree, studentOf } from './session-state';
import type { SessionStore } from './session-store';

export interface FileQueueDeps {
  readonly recognizer: RecognizerApi;
  readonly ensureEngine: () => Promise<Outcome<ProviderReport>>;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  readonly newSourceId: () => string;
}

/** Transcribes files one after another; each has its own place in the transcript and its own failure. */
export class FileQueue {
  #waiting: readonly File[] = [];
  #failures = 0;
  #skipSecondLook = new Deferred<null>();
  #cancelled = false;

  constructor(private readonly deps: FileQueueDeps) {}

  add(files: readonly File[]): void {
    this.#setWaiting([...this.#waiting, ...files]);
    void this.pump();
  }

  /** Starts the next file where nothing else is going on. */
  async pump(): Promise<void> {
    while (isFree(this.deps.store.state.activity)) {
      const [next, ...others] = this.#waiting;
      if (next === undefined) return;
      this.#setWaiting(others);
      if (!(await this.#transcribe(next))) {
        this.#setWaiting([next, ...this.#waiting]);
        return;
      }
    }
  }

  /** Stops the file in progress, and with `all` those that wait. */
  async cancel(all: boolean): Promise<void> {
    if (all) this.#setWaiting([]);
    this.#cancelled = true;
    this.#skipSecondLook.resolve(null);
    if (this.deps.store.state.activity.kind !== 'transcribing') return;
    this.deps.store.dispatch({ type: 'cancel-requested' });
    await this.deps.recognizer.cancel();
  }

  /** Goes on with the student alone while the second look is still on its way. */
  skipSecondLook(): void {
    this.#skipSecondLook.resolve(null);
  }

  /** Returns false where the models failed: the file then keeps its place. */
  async #transcribe(file: File): Promise<boolean> {
    const { recognizer, ensureEngine, store, nowMs, newSourceId } = this.deps;
    this.#cancelled = false;
    this.#skipSecondLook = new Deferred();
    store.dispatch({ type: 'file-requested', fileName: file.name });
    const prepared = await Promise.race([ensureEngine(), this.#skipSecondLook.promise]);
    if (prepared !== null && !prepared.ok) {
      store.dispatch({ type: 'failed', failure: prepared.failure, during: 'load' });
      return false;
    }
    if (prepared !== null && store.state.secondLook.kind === 'loading') {
      store.dispatch({ type: 'second-look-awaited' });
      await Promise.race([recognizer.secondLookSettled(), this.#skipSecondLook.promise]);
    }
    if (this.#isCancelled()) {
      store.dispatch({ type: 'finished' });
      return true;
    }
    const startedAtMs = nowMs();
    store.write({ type: 'source-started', id: newSourceId(), kind: 'file', name: file.name, startedAtMs });
    store.dispatch({ type: 'file-started', nowMs: startedAtMs });
    const result = await recognizer.transcribe(file, 'file');
    await lateEvents();
    if (result.ok) {
      store.write({ type: 'source-completed', segments: result.value.segments });
    } else {
      store.write({ type: 'source-ended', engine: studentOf(store.state) });
      this.#reportFailure(file.name, result.failure);
    }
    store.dispatch({ type: 'finished' });
    return true;
  }

  /** A method, because the compiler takes the field's value for the one before the await. */
  #isCancelled(): boolean {
    return this.#cancelled;
  }

  #reportFailure(fileName: string, failure: Failure): void {
    if (failure.code === 'cancelled') return;
    this.#failures += 1;
    this.deps.store.dispatch({ type: 'file-failed', id: this.#failures, fileName, failure });
  }

  #setWaiting(files: readonly File[]): void {
    this.#waiting = files;
    this.deps.store.dispatch({ type: 'queue-changed', queue: files.map((file) => file.name) });
  }
}
