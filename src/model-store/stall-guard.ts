/** Gives up a connection that brings nothing any more, or that nobody reads. */
export class StallGuard {
  readonly #stall = new AbortController();
  #timer: ReturnType<typeof setTimeout>;
  /** Aborted by the caller's signal, too. */
  readonly signal: AbortSignal;

  constructor(
    private readonly limitMs: number,
    signal: AbortSignal | undefined,
  ) {
    this.signal = signal === undefined ? this.#stall.signal : AbortSignal.any([signal, this.#stall.signal]);
    this.#timer = this.#start();
  }

  /** Something came. */
  rearm(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  /** Lets go of the connection. Safe to call twice. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#stall.abort();
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#stall.abort();
    }, this.limitMs);
  }
}
