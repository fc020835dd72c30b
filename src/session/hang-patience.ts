/**
 * No answer for so long is a hang. A worker answers nothing while it is in one call of the runtime; the longest that were
 * seen on one busy core: 3.5 s to open a model, 0.9 s for five seconds of speech at once. A slow phone takes a few times
 * as long.
 */
const FIRST_MS = 15_000;

/** How long a recognizer may answer nothing before it is given up; twice as long after each time. */
export class HangPatience {
  #limitMs = FIRST_MS;
  /** null while there is no recognizer to wait for. */
  #begunAtMs: number | null = null;

  constructor(private readonly nowMs: () => number) {}

  /** A recognizer takes frames from now on. */
  begin(): void {
    this.#begunAtMs = this.nowMs();
  }

  /** Until begin() nobody is to answer. */
  pause(): void {
    this.#begunAtMs = null;
  }

  /**
   * @param unansweredMs how long frames have waited, also before begin().
   * @returns true once: the recognizer is to be given up.
   */
  endsAfter(unansweredMs: number): boolean {
    if (this.#begunAtMs === null) return false;
    if (Math.min(unansweredMs, this.nowMs() - this.#begunAtMs) < this.#limitMs) return false;
    // A device that is only slow is not started over and over.
    this.#limitMs *= 2;
    this.pause();
    return true;
  }
}
