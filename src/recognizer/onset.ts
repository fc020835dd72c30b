/** Loud frames among the last ONSET_WINDOW_FRAMES that make a start: a click is shorter. */
const ONSET_FRAMES = 5;
const ONSET_WINDOW_FRAMES = 8;

export interface OnsetFound {
  readonly startFrame: number;
  /** Of each frame from startFrame to the newest. */
  readonly energiesDb: number[];
}

/** Waits for speech to begin, and remembers the frames before it for the pre-roll. */
export class Onset {
  /** Newest last; as many as pre-roll and onset together may take. */
  #energiesDb: number[];
  #loud: boolean[] = [];

  /**
   * @param freeFrame frames before this belong to an earlier utterance.
   * @param earlierDb loudness of the frames so far, newest last.
   */
  constructor(
    private readonly preRollFrames: number,
    private readonly freeFrame: number,
    earlierDb: readonly number[],
  ) {
    this.#energiesDb = this.#newest(earlierDb);
  }

  /** First frame that a start found at `nextFrame` or later may claim. */
  neededFrame(nextFrame: number): number {
    return Math.max(this.freeFrame, nextFrame - this.preRollFrames - ONSET_WINDOW_FRAMES, 0);
  }

  /** @returns the utterance's start where this frame makes it one. */
  step(frame: number, energyDb: number, loud: boolean): OnsetFound | undefined {
    this.#energiesDb = this.#newest([...this.#energiesDb, energyDb]);
    this.#loud = [...this.#loud, loud].slice(-ONSET_WINDOW_FRAMES);
    if (this.#loud.filter(Boolean).length < ONSET_FRAMES) return undefined;
    const firstLoudFrame = frame + 1 - this.#loud.length + this.#loud.indexOf(true);
    const startFrame = Math.max(this.freeFrame, firstLoudFrame - this.preRollFrames, 0);
    return { startFrame, energiesDb: this.#energiesDb.slice(startFrame - frame - 1) };
  }

  #newest(energiesDb: readonly number[]): number[] {
    return energiesDb.slice(-this.preRollFrames - ONSET_WINDOW_FRAMES);
  }
}
