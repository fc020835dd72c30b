import type { Segment } from '../contract/transcript';
import type { PlacedUtterance } from './utterance-text';

/** Writes segments of a file: with the engines of this thread, or in a worker beside it. */
export interface SegmentRunner {
  /** So many segments, at most, are best given to write() at once; asked before each call. */
  readonly batchSegments: number;
  /** So many segments are cut for it: those it works on and those that wait for it. At least batchSegments. */
  readonly capacity: number;
  /**
   * The segments of these utterances, in their order; undefined for one without words. Each depends on its own sound
   * alone. Calls must not overlap.
   *
   * @throws RunnerGone; what the engines throw; RecognizerFailure 'cancelled' once the signal is aborted.
   */
  write(
    utterances: readonly PlacedUtterance[],
    signal: AbortSignal,
  ): Promise<readonly (Segment | undefined)[]>;
}

/** The runner has come to its end, and what it was given is not written: another one can do it. */
export class RunnerGone extends Error {
  constructor() {
    super('A worker that wrote segments is gone.');
  }
}
