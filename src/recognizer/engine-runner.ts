import type { Segment } from '../contract/transcript';
import type { SegmentRunner } from './segment-runner';
import type { Engines, PlacedUtterance } from './utterance-text';
import { writeSegment } from './write-segment';

/** Writes segments with the engines of this thread, one after the other; while it does, hardly anything is cut. */
export class EngineRunner implements SegmentRunner {
  readonly batchSegments = 1;
  readonly capacity = 1;

  constructor(private readonly engines: Engines) {}

  async write(
    utterances: readonly PlacedUtterance[],
    signal: AbortSignal,
  ): Promise<readonly (Segment | undefined)[]> {
    const segments: (Segment | undefined)[] = [];
    for (const utterance of utterances) segments.push(await writeSegment(this.engines, utterance, signal));
    return segments;
  }
}
