import type { FrameBatch } from '../contract/frame-batch';
import { HOP_SAMPLES, MEL_BINS } from '../features/audio-format';
import type { Utterance } from './acoustic-model';

/** Holds the part of a stream that may still be needed, as log-mel frames and the samples under them. */
export class FrameBuffer {
  #batches: FrameBatch[] = [];
  #endFrame = 0;

  /** One past the newest frame. */
  get endFrame(): number {
    return this.#endFrame;
  }

  /** Oldest frame held. */
  get firstFrame(): number {
    return this.#batches[0]?.firstFrame ?? this.#endFrame;
  }

  /** @throws RangeError if the batch does not follow the one before, or its two forms differ in length. */
  append(batch: FrameBatch): void {
    const frames = batch.logMel.length / MEL_BINS;
    if (batch.firstFrame !== this.#endFrame || batch.samples.length !== frames * HOP_SAMPLES) {
      throw new RangeError(
        `batch of ${String(frames)} frames and ${String(batch.samples.length)} samples at frame ` +
          `${String(batch.firstFrame)}; frame ${String(this.#endFrame)} comes next`,
      );
    }
    if (frames > 0) this.#batches.push(batch);
    this.#endFrame += frames;
  }

  /**
   * Copies frames [from, to).
   *
   * @throws RangeError if some of them are no longer held or not here yet.
   */
  slice(from: number, to: number): Utterance {
    if (from < this.firstFrame || to > this.#endFrame || from > to) {
      throw new RangeError(
        `frames [${String(from)}, ${String(to)}) of [${String(this.firstFrame)}, ${String(this.#endFrame)})`,
      );
    }
    const frames = to - from;
    const data = new Float32Array(frames * MEL_BINS);
    const samples = new Float32Array(frames * HOP_SAMPLES);
    for (const batch of this.#batches) {
      const first = Math.max(from, batch.firstFrame);
      const last = Math.min(to, batch.firstFrame + batch.logMel.length / MEL_BINS);
      if (first >= last) continue;
      const [start, end] = [first - batch.firstFrame, last - batch.firstFrame];
      data.set(batch.logMel.subarray(start * MEL_BINS, end * MEL_BINS), (first - from) * MEL_BINS);
      samples.set(
        batch.samples.subarray(start * HOP_SAMPLES, end * HOP_SAMPLES),
        (first - from) * HOP_SAMPLES,
      );
    }
    return { frames, data, samples };
  }

  /** Forgets the batches that lie wholly before this frame. */
  dropBefore(frame: number): void {
    const keep = this.#batches.findIndex(
      (batch) => batch.firstFrame + batch.logMel.length / MEL_BINS > frame,
    );
    this.#batches = keep === -1 ? [] : this.#batches.slice(keep);
  }
}
