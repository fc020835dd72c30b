const MINUTE_MS = 60_000;

/** Measures the work on each minute of a recording. */
export class MinuteClock {
  readonly #minutesMs: number[] = [];
  #sinceMs: number;

  constructor(startedMs: number) {
    this.#sinceMs = startedMs;
  }

  /** @param doneMs audio dealt with so far. */
  reach(doneMs: number): void {
    if (doneMs >= MINUTE_MS * (this.#minutesMs.length + 1)) this.#minutesMs.push(this.#lapMs());
  }

  /** Work on each minute, the last of which may be shorter. */
  finish(): readonly number[] {
    return [...this.#minutesMs, this.#lapMs()];
  }

  #lapMs(): number {
    const sinceMs = this.#sinceMs;
    this.#sinceMs = performance.now();
    return this.#sinceMs - sinceMs;
  }
}
