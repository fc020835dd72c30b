/** Containers round their timestamps: smaller gaps are not real. */
const MIN_GAP_SECONDS = 0.05;
/** A longer gap is a broken timestamp. */
const MAX_GAP_SECONDS = 600;

/** Where decoded audio belongs relative to what was delivered before. */
export interface Placement {
  /** Samples of silence that go before it. */
  readonly silenceSamples: number;
  /** Samples to leave out at its start: they lie before the first that is wanted. */
  readonly skipSamples: number;
}

/**
 * Keeps delivered audio in step with a container's timestamps, so that word times fit the picture: a track that
 * starts late or pauses gets silence, a codec's priming before time zero goes.
 */
export class Timeline {
  readonly #firstSample: number;
  #nextSample: number;

  /**
   * @param rateHz sampling rate of the audio.
   * @param startSeconds where the audio that is wanted begins.
   */
  constructor(
    private readonly rateHz: number,
    startSeconds = 0,
  ) {
    this.#firstSample = Math.round(startSeconds * rateHz);
    this.#nextSample = this.#firstSample;
  }

  /** @param startSeconds timestamp of a piece of `sampleCount` samples. */
  place(startSeconds: number, sampleCount: number): Placement {
    const startSample = Math.round(startSeconds * this.rateHz);
    const skipSamples = Math.min(sampleCount, Math.max(0, this.#firstSample - startSample));
    const gapSamples = startSample - this.#nextSample;
    const gapSeconds = gapSamples / this.rateHz;
    const isGap = gapSeconds >= MIN_GAP_SECONDS && gapSeconds <= MAX_GAP_SECONDS;
    const silenceSamples = isGap ? gapSamples : 0;
    this.#nextSample += silenceSamples + sampleCount - skipSamples;
    return { silenceSamples, skipSamples };
  }
}
