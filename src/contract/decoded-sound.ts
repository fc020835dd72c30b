/** A whole file that the page has decoded, because the worker could not. Its buffers are transferred. */
export interface DecodedSound {
  readonly rateHz: number;
  /** Samples from -1 to 1 of each channel. [channels][samples] */
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}
