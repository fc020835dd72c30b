import { HOP_SAMPLES, MEL_BINS, POWER_FLOOR, SPECTRUM_BINS, WINDOW_SAMPLES } from './audio-format';
import { createMelFilterbank } from './mel-filterbank';
import { PowerSpectrum } from './power-spectrum';

/** Reflected samples before the first; the first frame is centred on sample 0. */
const PAD_SAMPLES = WINDOW_SAMPLES / 2;

/**
 * Whisper's log-mel spectrogram (Radford et al. 2022) of a stream: periodic Hann window of 25 ms, hop 10 ms, centred
 * frames with reflected edges, last frame dropped, so that n samples give floor(n / 160) frames. The frames do not
 * depend on how the samples are cut into pushes. Values are log10 of mel power, at least -10, not normalised.
 *
 * Below 200 samples (12.5 ms) there is nothing to reflect: such a stream has no frames.
 */
export class StreamingLogMel {
  readonly #filters = createMelFilterbank();
  readonly #spectrum = new PowerSpectrum(WINDOW_SAMPLES);
  readonly #hann = createPeriodicHann(WINDOW_SAMPLES);
  readonly #windowed = new Float64Array(WINDOW_SAMPLES);
  readonly #power = new Float64Array(SPECTRUM_BINS);
  /** Samples of the frame in the making; its left half is mirrored once the first PAD_SAMPLES have come. */
  readonly #frame = new Float32Array(WINDOW_SAMPLES);
  #filled = PAD_SAMPLES;
  #started = false;
  #ended = false;

  /**
   * @param samples mono, 16 kHz, any number.
   * @returns [frames, MEL_BINS]: the frames that these samples complete, often none.
   * @throws Error after flush().
   */
  push(samples: Float32Array): Float32Array {
    if (this.#ended) throw new Error('push() after flush(): the stream has ended');
    const logMel = new Float32Array(this.#framesWith(samples.length) * MEL_BINS);
    let read = 0;
    let written = 0;
    while (read < samples.length) {
      const part = samples.subarray(read, read + WINDOW_SAMPLES - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#filled += part.length;
      read += part.length;
      if (this.#filled < WINDOW_SAMPLES) break;
      this.#computeFrame(logMel, written);
      written += MEL_BINS;
    }
    return logMel;
  }

  /**
   * Ends the stream.
   * @returns [frames, MEL_BINS]: the one frame, if any, that needs the reflected end; at most 40 samples of it are.
   */
  flush(): Float32Array {
    this.#ended = true;
    const missing = WINDOW_SAMPLES - this.#filled;
    // A frame counts if its whole hop from its centre on was recorded.
    const isWhole = this.#started && missing <= PAD_SAMPLES - HOP_SAMPLES;
    const logMel = new Float32Array(isWhole ? MEL_BINS : 0);
    if (isWhole) {
      const last = this.#filled - 1;
      for (let i = 1; i <= missing; i++) this.#frame[last + i] = this.#frame[last - i] as number;
      this.#computeFrame(logMel, 0);
    }
    return logMel;
  }

  #framesWith(newSamples: number): number {
    const beyondFirst = this.#filled + newSamples - WINDOW_SAMPLES;
    return beyondFirst < 0 ? 0 : 1 + Math.floor(beyondFirst / HOP_SAMPLES);
  }

  #computeFrame(logMel: Float32Array, offset: number): void {
    if (!this.#started) this.#mirrorStart();
    for (let i = 0; i < WINDOW_SAMPLES; i++) {
      this.#windowed[i] = (this.#frame[i] as number) * (this.#hann[i] as number);
    }
    this.#spectrum.compute(this.#windowed, this.#power);
    for (let bin = 0; bin < MEL_BINS; bin++) logMel[offset + bin] = Math.log10(this.#melPower(bin));
    this.#frame.copyWithin(0, HOP_SAMPLES);
    this.#filled = WINDOW_SAMPLES - HOP_SAMPLES;
  }

  #mirrorStart(): void {
    // Sample -200 mirrors sample 200, which may not be here yet; the window is zero there.
    for (let i = 1; i < PAD_SAMPLES; i++) {
      this.#frame[PAD_SAMPLES - i] = this.#frame[PAD_SAMPLES + i] as number;
    }
    this.#started = true;
  }

  #melPower(bin: number): number {
    const filter = this.#filters[bin];
    if (filter === undefined) throw new RangeError(`mel bin ${bin}: there are ${MEL_BINS}`);
    const { firstBin, weights } = filter;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += (weights[i] as number) * (this.#power[firstBin + i] as number);
    }
    return Math.max(sum, POWER_FLOOR);
  }
}

function createPeriodicHann(points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / points));
}
