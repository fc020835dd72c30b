/** The browser hands over sound in bursts: within so long the least delayed one tells how late it is. */
const WINDOW_SECONDS = 2;
/** Less may be the clocks' own grain. */
const LEAST_MS = 20;
/** More is the clock that was set, or a machine that slept. */
const MOST_MS = 5000;

/**
 * Notices sound that never came. Where a machine is too busy to take a device's sound in time the browser drops it, and
 * its own count of samples does not show that: only a clock does.
 */
export class LostTime {
  readonly #rateHz: number;
  #startMs: number | undefined;
  #samples = 0;
  #windowEndSamples = 0;
  /** How much later than its samples say the sound came: the least of this window, and what counts as none. */
  #latenessMs = Infinity;
  #usualMs: number | undefined;

  /** @param rateHz samples a second in what note() gets. */
  constructor(rateHz: number) {
    this.#rateHz = rateHz;
    this.reset();
  }

  /** What came so far does not tell: time passed without sound for a known reason. */
  reset(): void {
    this.#startMs = undefined;
    this.#samples = 0;
    this.#windowEndSamples = WINDOW_SECONDS * this.#rateHz;
    this.#latenessMs = Infinity;
    this.#usualMs = undefined;
  }

  /**
   * @param nowMs of a clock, when these samples came.
   * @param samples how many there are.
   * @returns so many were lost in the last seconds; mostly 0.
   */
  note(nowMs: number, samples: number): number {
    this.#startMs ??= nowMs;
    this.#latenessMs = Math.min(
      this.#latenessMs,
      nowMs - this.#startMs - (1000 * this.#samples) / this.#rateHz,
    );
    this.#samples += samples;
    if (this.#samples < this.#windowEndSamples) return 0;
    this.#windowEndSamples += WINDOW_SECONDS * this.#rateHz;
    const latenessMs = this.#latenessMs;
    this.#latenessMs = Infinity;
    const lostMs = latenessMs - (this.#usualMs ?? latenessMs);
    if (lostMs > 0 && lostMs < LEAST_MS) return 0;
    this.#usualMs = latenessMs;
    return lostMs > 0 && lostMs <= MOST_MS ? Math.round((lostMs / 1000) * this.#rateHz) : 0;
  }
}
