import type { Segment } from '../contract/transcript';
import type { SegmentRunner } from './segment-runner';
import type { Engines, PlacedUtterance } from './utterance-text';
import { writeSegments } from './write-together';

/** Writes segments with the engines of this thread; while it does, hardly anything is cut. */
export class EngineRunner implements SegmentRunner {
  constructor(private readonly engines: Engines) {}

  get batchSegments(): number {
    return this.engines.secondLook()?.batches?.size ?? 1;
  }

  /** The next batch is cut while one is written; a single segment waits for no other. */
  get capacity(): number {
    return this.batchSegments === 1 ? 1 : 2 * this.batchSegments;
  }

  write(
    utterances: readonly PlacedUtterance[],
    signal: AbortSignal,
  ): Promise<readonly (Segment | undefined)[]> {
    return writeSegments(this.engines, utterances, signal);
  }
}
