import type { FrameBatch, LastBatch } from '../contract/frame-batch';
import { HOP_MS, MEL_BINS } from './audio-format';

/** An utterance lasts seconds; with the time to load the models again this is plenty, and 29 MB at most. */
const LONGEST_MS = 300_000;

/** What was captured and is not yet final text: sent again should the recognizer be lost. */
export class KeptBatches {
  #batches: FrameBatch[] = [];

  /** Oldest first. */
  get all(): readonly FrameBatch[] {
    return this.#batches;
  }

  /** All, with the end of each. */
  ends(): LastBatch[] {
    return this.#batches.map((batch) => ({ endMs: endOf(batch) * HOP_MS, batch }));
  }

  add(batch: FrameBatch): void {
    this.#batches.push(batch);
    this.dropBefore(endOf(batch) - LONGEST_MS / HOP_MS);
  }

  /** Forgets the batches that lie wholly before this frame. */
  dropBefore(frame: number): void {
    let gone = 0;
    for (const batch of this.#batches) {
      if (endOf(batch) > frame) break;
      gone += 1;
    }
    if (gone > 0) this.#batches = this.#batches.slice(gone);
  }
}

function endOf({ firstFrame, logMel }: FrameBatch): number {
  return firstFrame + logMel.length / MEL_BINS;
}
