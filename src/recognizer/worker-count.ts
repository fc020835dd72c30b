/** Fewer are no gain: the recognizer's own threads do as much as one. */
const FEWEST = 2;
/** What is left must take so long by itself that a start pays: it held up two cores for 13 to 18 s, and saves a quarter or more. */
const PAYS_FROM_MS = 60_000;
/** So many times the throughput, or those that were added go again. */
const LEAST_GAIN = 1.1;
/** Segments are of uneven length, and end at uneven times: fewer say little. */
const SEGMENTS_OF_A_WORKER = 6;
/** By itself the recognizer writes one after the other. */
const SEGMENTS_ALONE = 2;

interface Trial {
  readonly startedMs: number;
  readonly soundMs: number;
  readonly segments: number;
}

/**
 * How many workers write a file: more as long as each step is measured to pay. Begins with none; what was learnt holds for the
 * next file, too.
 */
export class WorkerCount {
  /** Counts to try, in this order. */
  readonly #counts: readonly number[];
  #at = 0;
  #isSettled = false;
  /** Sound a wall time, of each count that was measured. */
  readonly #paces: number[] = [];
  #trial: Trial;

  /** @param most on this device; fewer than two are none. */
  constructor(
    most: number,
    private readonly nowMs: () => number,
  ) {
    const more = Array.from({ length: Math.max(0, most - FEWEST + 1) }, (_, at) => FEWEST + at);
    this.#counts = [0, ...more];
    this.#trial = this.#newTrial();
  }

  /** A file begins. */
  begin(): void {
    this.#trial = this.#newTrial();
  }

  /** @param leftMs of the file's sound, as far as is known. @param here so many are here or on their way. */
  wanted(leftMs: number, here: number): number {
    const count = this.#counts[this.#at] ?? 0;
    const without = this.#paces[Math.max(0, this.#at - 1)] ?? Infinity;
    return pays(leftMs, without) ? count : Math.min(count, here);
  }

  /**
   * A segment is written.
   *
   * @param ready so many workers were there to write.
   */
  note(soundMs: number, leftMs: number, ready: number): void {
    const count = this.#counts[this.#at] ?? 0;
    if (ready !== count) {
      this.#trial = this.#newTrial();
      return;
    }
    const { startedMs, soundMs: before, segments } = this.#trial;
    this.#trial = { startedMs, soundMs: before + soundMs, segments: segments + 1 };
    const enough = count === 0 ? SEGMENTS_ALONE : SEGMENTS_OF_A_WORKER * count;
    if (this.#isSettled || this.#trial.segments < enough) return;
    this.#paces[this.#at] = this.#trial.soundMs / Math.max(1, this.nowMs() - startedMs);
    this.#judge(leftMs);
    this.#trial = this.#newTrial();
  }

  #judge(leftMs: number): void {
    const pace = this.#paces[this.#at] ?? 0;
    if (this.#at > 0 && pace < LEAST_GAIN * (this.#paces[this.#at - 1] ?? 0)) {
      this.#at -= 1;
      this.#isSettled = true;
    } else if (this.#at === this.#counts.length - 1) {
      this.#isSettled = true;
    } else if (pays(leftMs, pace)) {
      this.#at += 1;
    }
  }

  #newTrial(): Trial {
    return { startedMs: this.nowMs(), soundMs: 0, segments: 0 };
  }
}

/** @param pace sound a wall time, without the start of another. */
function pays(leftMs: number, pace: number): boolean {
  return leftMs / pace >= PAYS_FROM_MS;
}
