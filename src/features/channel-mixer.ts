/**
 * Averages channels to one. A channel counts from its first sample that is not zero: the empty side of a stereo
 * device must not halve the level, yet a pause on one side must not make the other jump.
 */
export class ChannelMixer {
  readonly #heard: boolean[] = [];
  #mono = new Float32Array(0);

  /**
   * @param channels [channels] arrays of `sampleCount` samples each; none at all is silence.
   * @returns [sampleCount], valid until the next call.
   */
  mix(channels: readonly Float32Array[], sampleCount: number): Float32Array {
    if (this.#mono.length !== sampleCount) this.#mono = new Float32Array(sampleCount);
    const mono = this.#mono.fill(0);
    let count = 0;
    channels.forEach((channel, index) => {
      this.#heard[index] ||= channel.some((sample) => sample !== 0);
      if (!this.#heard[index]) return;
      count++;
      for (let i = 0; i < sampleCount; i++) mono[i] = (mono[i] as number) + (channel[i] as number);
    });
    if (count > 1) for (let i = 0; i < sampleCount; i++) mono[i] = (mono[i] as number) / count;
    return mono;
  }
}
