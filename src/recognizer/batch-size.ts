/** A larger batch must save so much of the time for a second of sound to be kept. */
const WORTHWHILE = 0.9;
/** Runs of a size before it is judged: in the first, shaders may still be compiled. */
const RUNS_TO_JUDGE = 2;
/** No batch makes up for a device so many times slower than the processor. */
const HOPELESS = 4;

/** What one size of batch took, at best. */
interface Record {
  runs: number;
  msPerSecond: number;
}

/**
 * How many utterances to give the graphics device at once: doubled as long as that is measured to save time. 0 stands for the
 * processor, one by one. It is measured first, and is what is left where no batch is quicker.
 */
export class BatchSize {
  readonly #records = new Map<number, Record>();
  #size = 0;
  #isSettled = false;
  #limit = Infinity;

  get size(): number {
    return this.#size;
  }

  /** Whether no other size is going to be tried. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /**
   * Takes note of a batch of `size`. One of another size than asked for, such as the rest at a file's end, tells nothing.
   *
   * @param soundMs milliseconds of sound in all of it
   */
  note(size: number, wallMs: number, soundMs: number): void {
    if (this.#isSettled || size !== this.#size || soundMs <= 0) return;
    const record = this.#records.get(size) ?? { runs: 0, msPerSecond: Infinity };
    record.runs += 1;
    record.msPerSecond = Math.min(record.msPerSecond, (1000 * wallMs) / soundMs);
    this.#records.set(size, record);
    if (record.runs >= (size === 0 ? 1 : RUNS_TO_JUDGE)) this.#goOn(record.msPerSecond);
  }

  /** The device has room for so many. */
  limitTo(limit: number): void {
    this.#limit = limit;
    if (limit < 1) this.giveUp();
  }

  /** The device is of no use: the processor, from now on. */
  giveUp(): void {
    this.#isSettled = true;
    this.#size = 0;
  }

  #goOn(msPerSecond: number): void {
    const next = this.#size === 0 ? 1 : 2 * this.#size;
    const smaller = this.#records.get(this.#size / 2);
    // One utterance on the device may be slower than on the processor, and four quicker.
    const isWorthwhile =
      this.#size > 1
        ? smaller === undefined || msPerSecond < WORTHWHILE * smaller.msPerSecond
        : msPerSecond < HOPELESS * this.#processorMs();
    if (isWorthwhile && next <= this.#limit) {
      this.#size = next;
      return;
    }
    this.#isSettled = true;
    this.#size = this.#best();
  }

  #processorMs(): number {
    return this.#records.get(0)?.msPerSecond ?? Infinity;
  }

  /** Of two that are alike the smaller: its text comes sooner. */
  #best(): number {
    let best = 0;
    for (const [size, { msPerSecond }] of this.#records) {
      if (msPerSecond < WORTHWHILE * (this.#records.get(best)?.msPerSecond ?? Infinity)) best = size;
    }
    return best;
  }
}
