import type { FrameBatch } from '../contract/frame-batch';
import { HOP_SAMPLES, MEL_BINS, SAMPLE_RATE_HZ } from './audio-format';
import { FloatQueue } from './float-queue';
import { StreamingLogMel } from './log-mel';
import { Resampler } from './resampler';

/**
 * The one way from sound of any rate to batches of frames: the worklet uses it for the microphone and the recognizer
 * worker for files. Frame k of the stream comes with samples k * 160 to k * 160 + 159.
 */
export class CaptureFrontEnd {
  readonly #resampler: Resampler;
  readonly #logMel = new StreamingLogMel();
  readonly #batchFrames: number;
  readonly #frames = new FloatQueue();
  readonly #samples = new FloatQueue();
  #nextFrame = 0;

  /**
   * @param batchFrames frames in every batch but the last.
   * @throws RangeError for a rate that Resampler does not take or a batch size that is not a whole number from 1.
   */
  constructor(inputRateHz: number, batchFrames: number) {
    if (!Number.isInteger(batchFrames) || batchFrames < 1) {
      throw new RangeError(`batchFrames is ${batchFrames}: it must be a whole number from 1`);
    }
    this.#resampler = new Resampler(inputRateHz, SAMPLE_RATE_HZ);
    this.#batchFrames = batchFrames;
  }

  /** @returns the batches that `mono` (at the input rate) completes, often none; their buffers may be transferred. */
  push(mono: Float32Array): FrameBatch[] {
    this.#add(this.#resampler.push(mono));
    return this.#takeBatches();
  }

  /** Ends the stream. @returns what is left; the last batch may be shorter, a rest below one hop is dropped. */
  flush(): FrameBatch[] {
    this.#add(this.#resampler.flush());
    this.#frames.append(this.#logMel.flush());
    const batches = this.#takeBatches();
    const rest = this.#frames.length / MEL_BINS;
    if (rest > 0) batches.push(this.#take(rest));
    return batches;
  }

  #add(samples: Float32Array): void {
    this.#samples.append(samples);
    this.#frames.append(this.#logMel.push(samples));
  }

  #takeBatches(): FrameBatch[] {
    const batches: FrameBatch[] = [];
    while (this.#frames.length >= this.#batchFrames * MEL_BINS) batches.push(this.#take(this.#batchFrames));
    return batches;
  }

  #take(frames: number): FrameBatch {
    const firstFrame = this.#nextFrame;
    this.#nextFrame += frames;
    return {
      firstFrame,
      logMel: this.#frames.take(frames * MEL_BINS),
      samples: this.#samples.take(frames * HOP_SAMPLES),
    };
  }
}
