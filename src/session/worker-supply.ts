import { endOf, KeptRuntime } from './worker-life';

export interface StartedWorker {
  readonly worker: Worker;
  /** As endOf(). */
  readonly end: Promise<string>;
}

/**
 * Starts workers, and keeps one in reserve: its program is loaded, its models are not, so that a worker that is lost
 * is followed at once. Costs some megabytes.
 */
export class WorkerSupply {
  readonly #runtime = new KeptRuntime();
  #spare: StartedWorker | null = null;

  constructor(private readonly createWorker: () => Worker) {}

  /** The one in reserve, or a new one. */
  take(): StartedWorker {
    const started = this.#spare ?? this.#start();
    this.#spare = null;
    return started;
  }

  /** Has one in reserve from now on, until it is taken. */
  keepSpare(): void {
    if (this.#spare !== null) return;
    const spare = (this.#spare = this.#start());
    void spare.end.then(() => {
      if (this.#spare === spare) this.#spare = null;
    });
  }

  #start(): StartedWorker {
    const worker = this.createWorker();
    this.#runtime.shareWith(worker);
    return { worker, end: endOf(worker) };
  }
}
