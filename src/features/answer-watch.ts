import type { CaptureReport } from '../contract/capture-report';

const REPORT_EVERY_MS = 1000;

/**
 * How long a sink has answered nothing while batches wait for its answer. Time is counted by the sound that passes: a
 * timer would be stretched in a background tab, and a sound engine that stands still must not look like a silent sink.
 */
export class AnswerWatch {
  /** Batches without an answer. */
  #waiting = 0;
  #waitedMs = 0;
  #reportedMs = 0;

  sent(): void {
    this.#waiting += 1;
  }

  answered(): void {
    this.#waiting -= 1;
    this.#begin();
  }

  /** Another sink: what the one before owes is not waited for. */
  reset(): void {
    this.#waiting = 0;
    this.#begin();
  }

  /** @returns a report for each second of sound without an answer. */
  pass(passedMs: number): CaptureReport | undefined {
    if (this.#waiting === 0) return undefined;
    this.#waitedMs += passedMs;
    if (this.#waitedMs - this.#reportedMs < REPORT_EVERY_MS) return undefined;
    this.#reportedMs = this.#waitedMs;
    return { type: 'unanswered', forMs: Math.round(this.#waitedMs) };
  }

  #begin(): void {
    this.#waitedMs = 0;
    this.#reportedMs = 0;
  }
}
