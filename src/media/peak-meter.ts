/** Samples in, their loudest of each equal stretch of time out. */
export class PeakMeter {
  #peaks: number[] = [];
  #loudest = 0;
  #samples = 0;
  /** How many stretches are full. */
  #count = 0;
  /** The sample that begins the next stretch: not all rates have a whole number of samples in one. */
  #next: number;

  constructor(
    private readonly rateHz: number,
    private readonly peaksPerSecond: number,
  ) {
    this.#next = this.#startOf(1);
  }

  push(samples: Float32Array): void {
    for (const sample of samples) {
      if (this.#samples === this.#next) this.#close();
      this.#samples += 1;
      const level = Math.abs(sample);
      if (level > this.#loudest) this.#loudest = level;
    }
  }

  /** Peaks of the stretches that are full, since the last call. */
  take(): Float32Array {
    const peaks = Float32Array.from(this.#peaks);
    this.#peaks = [];
    return peaks;
  }

  /** The last stretch ends with the sound. */
  finish(): void {
    if (this.#samples > this.#startOf(this.#count)) this.#close();
  }

  #close(): void {
    // Lossy codecs go a little beyond full scale.
    this.#peaks.push(Math.min(1, this.#loudest));
    this.#loudest = 0;
    this.#count += 1;
    this.#next = this.#startOf(this.#count + 1);
  }

  #startOf(stretch: number): number {
    return Math.ceil((stretch * this.rateHz) / this.peaksPerSecond);
  }
}
