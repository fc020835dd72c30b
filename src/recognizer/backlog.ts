/** Captions later than this are no use to who follows a talk. */
const MOST_BEHIND_MS = 2000;
/** Runs in a row that come so late: one may wait for the second look or for the browser. */
const LATE_RUNS = 3;

/** Watches whether captions keep up with the sound. */
export class Backlog {
  #lateRuns = 0;

  /**
   * @param behindMs sound that had come and was not yet heard when a run ended.
   * @returns whether captions have just turned out not to keep up; once, until they are back in time.
   */
  note(behindMs: number): boolean {
    this.#lateRuns = behindMs > MOST_BEHIND_MS ? this.#lateRuns + 1 : 0;
    return this.#lateRuns === LATE_RUNS;
  }
}
