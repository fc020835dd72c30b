import { EMPTY_TRACK, nextId } from '../captions/caption-track';
import type { DecodedSound } from '../contract/decoded-sound';
import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi, TranscribeResult } from '../contract/recognizer-api';
import { Deferred } from './deferred';
import type { QueueEntry } from './queued-file';
import { studentOf } from './session-state';
import type { SessionStore } from './session-store';

export interface FileRunDeps {
  readonly recognizer: RecognizerApi;
  readonly ensureEngine: () => Promise<Outcome<ProviderReport>>;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  /** Decodes a whole file by the browser's own means: for what the recognizer cannot decode piece by piece. */
  readonly decodeWhole: (file: Blob) => Promise<Outcome<DecodedSound>>;
}

export type FileEnd =
  | { readonly kind: 'done' | 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The models could not be loaded: nothing is wrong with the file. */
  | { readonly kind: 'no-models' };

/** One file being transcribed, from where its text in the transcript ends to its own end or until it is stopped. */
export class FileRun {
  readonly #skipSecondLook = new Deferred<null>();
  #stopping = false;

  constructor(
    private readonly entry: QueueEntry & { readonly file: File },
    private readonly deps: FileRunDeps,
  ) {}

  /** Goes on with the student alone while the second look is still on its way. */
  skipSecondLook(): void {
    this.#skipSecondLook.resolve(null);
  }

  /** Stops; what is written stays. Resolves when nothing more will come. */
  async stop(): Promise<void> {
    const { store, recognizer } = this.deps;
    this.#stopping = true;
    this.#skipSecondLook.resolve(null);
    if (store.state.activity.kind !== 'transcribing') return;
    store.dispatch({ type: 'cancel-requested' });
    await recognizer.cancel();
  }

  async run(): Promise<FileEnd> {
    const { store, nowMs } = this.deps;
    const { id, name, file } = this.entry;
    store.dispatch({ type: 'file-requested', fileName: name });
    const failure = await this.#prepare();
    if (failure !== null) {
      store.dispatch({ type: 'failed', failure, during: 'load' });
      return { kind: 'no-models' };
    }
    if (this.#isStopping()) {
      store.dispatch({ type: 'finished' });
      return { kind: 'stopped' };
    }
    this.#openSource();
    store.dispatch({ type: 'file-started', nowMs: nowMs(), fromMs: this.#place().fromMs });
    const outcome = await this.#transcribe(file);
    if (outcome.ok) store.write({ type: 'file-done', id });
    else store.write({ type: 'file-stopped', id, engine: studentOf(store.state) });
    store.dispatch({ type: 'finished' });
    if (outcome.ok) return { kind: 'done' };
    return this.#isStopping() || outcome.failure.code === 'cancelled'
      ? { kind: 'stopped' }
      : { kind: 'failed', failure: outcome.failure };
  }

  /** @returns why the models cannot be had; null where they are here, or nobody waits for them any more. */
  async #prepare(): Promise<Failure | null> {
    const { recognizer, ensureEngine, store } = this.deps;
    const skipped = this.#skipSecondLook.promise;
    const prepared = await Promise.race([ensureEngine(), skipped]);
    if (prepared?.ok === false) return prepared.failure;
    if (prepared !== null && store.state.secondLook.kind === 'loading') {
      // Where it is the only one that knows the language, there is nothing to go on with.
      if (store.state.writing.spoken === null) store.dispatch({ type: 'second-look-awaited' });
      await Promise.race([recognizer.secondLookSettled(), skipped]);
    }
    return null;
  }

  /** Its text goes on where it was, or begins. */
  #openSource(): void {
    const { store, nowMs } = this.deps;
    const { id, name } = this.entry;
    const known = store.transcript.sources.some((source) => source.id === id);
    if (known) store.write({ type: 'file-resumed', id });
    else store.write({ type: 'source-started', id, kind: 'file', name, startedAtMs: nowMs(), doneMs: 0 });
  }

  async #transcribe(file: File): Promise<Outcome<TranscribeResult>> {
    const outcome = await this.#hear(file);
    if (outcome.ok || outcome.failure.code !== 'file-unreadable' || this.#isStopping()) return outcome;
    const whole = await this.deps.decodeWhole(file);
    // Where the browser cannot read it either, the recognizer knows better why.
    if (!whole.ok) return whole.failure.code === 'file-unreadable' ? outcome : whole;
    return this.#isStopping() ? outcome : this.#hear(whole.value);
  }

  /** Where the recognizer breaks after some progress it is started again, and the file goes on from there. */
  async #hear(sound: File | DecodedSound): Promise<Outcome<TranscribeResult>> {
    const { recognizer, ensureEngine } = this.deps;
    for (;;) {
      const { fromMs, firstId } = this.#place();
      const outcome = await recognizer.transcribe(sound, 'file', { fromMs, firstId });
      const broke = !outcome.ok && outcome.failure.code === 'internal' && !this.#isStopping();
      // What the page has decoded went to the worker that is gone.
      if (!broke || !(sound instanceof Blob) || this.#place().fromMs === fromMs) return outcome;
      const prepared = await ensureEngine();
      if (!prepared.ok) return prepared;
      this.#openSource();
    }
  }

  /** Where its text in the transcript ends. */
  #place(): { readonly fromMs: number; readonly firstId: number } {
    const source = this.deps.store.transcript.sources.find(({ id }) => id === this.entry.id);
    return { fromMs: source?.doneMs ?? 0, firstId: nextId(source?.track ?? EMPTY_TRACK) };
  }

  /** A method, because the compiler takes the field's value for the one before an await. */
  #isStopping(): boolean {
    return this.#stopping;
  }
}
