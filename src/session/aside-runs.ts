import type { DecodedSound } from '../contract/decoded-sound';
import type { Failure, Outcome } from '../contract/errors';
import type { PersonalWord } from '../contract/personal-words';
import type {
  FileSettings,
  ProviderReport,
  RecognizerApi,
  TranscribePath,
  TranscribeResult,
} from '../contract/recognizer-api';
import { isFree } from './activity';
import { Deferred } from './deferred';
import type { EngineChoice } from './engine-loader';
import type { SessionStore } from './session-store';

export interface AsideDeps {
  readonly recognizer: RecognizerApi;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  readonly decodeWhole: (file: Blob) => Promise<Outcome<DecodedSound>>;
  readonly ensureEngine: (choice: EngineChoice) => Promise<Outcome<ProviderReport>>;
}

/** What is transcribed, and by what. */
export interface AsideRequest {
  readonly file: Blob;
  readonly path: TranscribePath;
  readonly choice: EngineChoice;
  readonly settings?: FileSettings | undefined;
  /** Those in use where absent. */
  readonly words?: readonly PersonalWord[] | undefined;
  /** Nothing else will do than the second look of the choice. */
  readonly insists?: boolean;
}

const CANCELLED: Failure = { code: 'cancelled', message: 'Cancelled.' };

/** Transcribes for somebody who asks for the text: it does not go on the page by itself. */
export class AsideRuns {
  #run: { readonly left: Deferred<Outcome<never>>; isCancelled: boolean } | null = null;

  constructor(private readonly deps: AsideDeps) {}

  get isRunning(): boolean {
    return this.#run !== null;
  }

  /** Waits for the second look where the choice includes it; refuses with 'internal' while the page is busy. */
  async transcribe(request: AsideRequest): Promise<Outcome<TranscribeResult>> {
    const { store } = this.deps;
    if (!isFree(store.state.activity)) {
      return { ok: false, failure: { code: 'internal', message: 'The page is busy with something else.' } };
    }
    const run = (this.#run = { left: new Deferred<Outcome<never>>(), isCancelled: false });
    const { file } = request;
    store.dispatch({ type: 'file-requested', fileName: file instanceof File ? file.name : 'audio' });
    try {
      return await Promise.race([this.#transcribe(request, () => run.isCancelled), run.left.promise]);
    } finally {
      this.#run = null;
      store.dispatch({ type: 'finished' });
    }
  }

  /** The run in progress answers with 'cancelled': at once while it waits for models, else when nothing more will come. */
  cancel(): void {
    const { recognizer, store } = this.deps;
    if (this.#run === null) return;
    this.#run.isCancelled = true;
    if (store.state.activity.kind === 'transcribing') {
      store.dispatch({ type: 'cancel-requested' });
      void recognizer.cancel();
    } else this.#run.left.resolve({ ok: false, failure: CANCELLED });
  }

  async #transcribe(request: AsideRequest, isCancelled: () => boolean): Promise<Outcome<TranscribeResult>> {
    const { recognizer, store, nowMs, ensureEngine } = this.deps;
    const { file, path, choice, settings, words } = request;
    const prepared = await ensureEngine(choice);
    if (!prepared.ok) return prepared;
    if (choice.secondLook && !isCancelled()) {
      const isThere = await recognizer.secondLookSettled();
      if (!isThere && request.insists === true) return { ok: false, failure: this.#whyNoSecondLook() };
    }
    if (words !== undefined && !isCancelled()) {
      const listed = await recognizer.setPersonalWords(words);
      if (!listed.ok) return listed;
    }
    if (isCancelled()) return { ok: false, failure: CANCELLED };
    store.dispatch({ type: 'file-started', nowMs: nowMs(), fromMs: settings?.fromMs ?? 0 });
    const outcome = await recognizer.transcribe(file, path, settings);
    if (outcome.ok || outcome.failure.code !== 'file-unreadable' || isCancelled()) return outcome;
    const whole = await this.deps.decodeWhole(file);
    // Where the browser cannot read it either, the recognizer knows better why.
    if (!whole.ok) return whole.failure.code === 'file-unreadable' ? outcome : whole;
    if (isCancelled()) return { ok: false, failure: CANCELLED };
    return recognizer.transcribe(whole.value, path, settings);
  }

  #whyNoSecondLook(): Failure {
    const { secondLook } = this.deps.store.state;
    if (secondLook.kind === 'failed') return secondLook.failure;
    return { code: 'internal', message: 'The model that writes the text could not be loaded.' };
  }
}
