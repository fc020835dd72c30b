import type { Failure } from '../contract/errors';
import type { RecognizerListener } from '../contract/recognizer-api';
import type { UtteranceEngine } from './acoustic-model';
import { failureOf } from './failure-of';
import { RecognizerFailure } from './recognizer-failure';

/** The second look's life: loaded behind the student, switched off and on again, tried again after a failure. */
export class SecondLook {
  #engine: UtteranceEngine | undefined;
  #loading: { readonly abort: AbortController; readonly done: Promise<boolean> } | undefined;

  #failure: Failure | undefined;

  /** @param open fetches and opens the engine; its rejection is reported, never thrown on. */
  constructor(
    private readonly open: (signal: AbortSignal) => Promise<UtteranceEngine>,
    private readonly emit: RecognizerListener,
  ) {}

  /** Undefined until it is ready and where it is off. */
  get engine(): UtteranceEngine | undefined {
    return this.#engine;
  }

  /** Whether it is on its way. */
  get loading(): boolean {
    return this.#loading !== undefined;
  }

  /** Loads it unless it is there or on its way. */
  start(): void {
    if (this.#engine !== undefined || this.#loading !== undefined) return;
    const abort = new AbortController();
    this.#loading = { abort, done: this.#load(abort.signal) };
  }

  /** Resolves with whether it is there, once nothing is on its way. */
  settled(): Promise<boolean> {
    return this.#loading?.done ?? Promise.resolve(this.#engine !== undefined);
  }

  /** It, once it is there. Rejects with a RecognizerFailure where it cannot be had or is off. */
  async ready(): Promise<UtteranceEngine> {
    await this.settled();
    if (this.#engine !== undefined) return this.#engine;
    throw new RecognizerFailure(
      this.#failure ?? { code: 'internal', message: 'The model that writes the text is switched off.' },
    );
  }

  /** Drops it, or what has been fetched of it. Safe to call twice and during load. */
  async stop(): Promise<void> {
    this.#loading?.abort.abort();
    this.#loading = undefined;
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.dispose();
  }

  async #load(signal: AbortSignal): Promise<boolean> {
    try {
      const engine = await this.open(signal);
      if (signal.aborted) {
        await engine.dispose();
        return false;
      }
      this.#engine = engine;
      this.emit({ type: 'second-look-ready', model: engine.id });
      return true;
    } catch (error) {
      if (!signal.aborted) {
        this.#failure = failureOf(error);
        this.emit({ type: 'second-look-failed', failure: this.#failure });
      }
      return false;
    } finally {
      if (!signal.aborted) this.#loading = undefined;
    }
  }
}
