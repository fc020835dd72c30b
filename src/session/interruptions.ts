import type { SourceKind } from '../contract/audio-source';
import type { Failure } from '../contract/errors';

export type Interruption =
  | { readonly what: 'recognizer'; readonly failure: Failure }
  /** No failure: the source came to its end. */
  | { readonly what: SourceKind; readonly failure: Failure | null }
  /** The person's own. */
  | { readonly what: 'stop' };

/** What breaks so often is not mended by starting it again. */
const MOST = 4;
const WITHIN_MS = 60_000;

/** What ends or interrupts a run of live captions, in the order in which it comes. */
export class Interruptions {
  readonly #waiting: Interruption[] = [];
  #wake: (() => void) | null = null;
  #times: readonly number[] = [];

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  add(interruption: Interruption): void {
    this.#waiting.push(interruption);
    this.#wake?.();
  }

  /** Leaves nothing waiting. Returns why the recognizer is gone; null where it is not. */
  takeLost(): Failure | null {
    const waiting = this.#waiting.splice(0);
    return waiting.find((item) => item.what === 'recognizer')?.failure ?? null;
  }

  async next(): Promise<Interruption> {
    for (;;) {
      const first = this.#waiting.shift();
      if (first !== undefined) return first;
      await this.coming();
    }
  }

  /** Resolves when one waits. For one caller at a time. */
  async coming(): Promise<void> {
    if (this.empty) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Counts one more. */
  tooMany(nowMs: number): boolean {
    this.#times = [...this.#times.filter((timeMs) => nowMs - timeMs < WITHIN_MS), nowMs];
    return this.#times.length > MOST;
  }
}
