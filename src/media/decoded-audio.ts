/** A recording as mono samples, piece by piece. */
export interface DecodedAudio {
  readonly sampleRateHz: number;
  /** Where the first sample lies in the recording: at its beginning, or at a whole second before the place asked for. */
  readonly startMs: number;
  /** Length of the whole by the file's own word; 0 where it has none, or until that was found. */
  readonly estimatedMs: number;
  /**
   * Mono audio; each piece is valid until the next is asked for. Can be read once. Ends early where the rest of a
   * damaged file cannot be decoded.
   */
  chunks(): AsyncGenerator<Float32Array, void>;
}
