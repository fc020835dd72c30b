/** 30 dB: a side so far below the loudest one holds the noise of an input with nothing plugged in, or leakage. */
const EMPTY_BELOW = 10 ** (-30 / 20);

/**
 * Averages channels to one. A channel counts from when it was first within 30 dB of the loudest: the empty side of a
 * stereo device must not halve the level, yet a pause on one side must not make the other jump.
 */
export class ChannelMixer {
  /** Of each channel, the greatest sample so far. */
  readonly #peaks: number[] = [];
  #mono = new Float32Array(0);

  /** Which of so many channels count. */
  counts(channelCount: number): readonly boolean[] {
    const peaks = Array.from({ length: channelCount }, (_, index) => this.#peaks[index] ?? 0);
    const least = Math.max(...peaks) * EMPTY_BELOW;
    return peaks.map((peak) => peak > 0 && peak >= least);
  }

  /** Another device: its channels count anew. */
  reset(): void {
    this.#peaks.length = 0;
  }

  /**
   * @param channels [channels] arrays of `sampleCount` samples each; none at all is silence.
   * @returns [sampleCount], valid until the next call.
   */
  mix(channels: readonly Float32Array[], sampleCount: number): Float32Array {
    if (this.#mono.length !== sampleCount) this.#mono = new Float32Array(sampleCount);
    const mono = this.#mono.fill(0);
    channels.forEach((channel, index) => {
      this.#peaks[index] = channel.reduce(greatest, this.#peaks[index] ?? 0);
    });
    const counts = this.counts(channels.length);
    const counted = channels.filter((_, index) => counts[index]);
    for (const channel of counted) {
      for (let i = 0; i < sampleCount; i++) mono[i] = (mono[i] as number) + (channel[i] as number);
    }
    if (counted.length > 1)
      for (let i = 0; i < sampleCount; i++) mono[i] = (mono[i] as number) / counted.length;
    return mono;
  }
}

function greatest(peak: number, sample: number): number {
  return Math.max(peak, Math.abs(sample));
}
