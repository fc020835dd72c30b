import { FourierTransform } from './fourier-transform';

/**
 * Power spectrum of a real frame by a transform of half its points: even samples are taken for real parts and odd ones for
 * imaginary parts, and what belongs to each is told apart by symmetry. Nothing is allocated after construction.
 */
export class PowerSpectrum {
  readonly #half: number;
  readonly #transform: FourierTransform;
  /** [points / 4 + 1, 2], cosine and sine of the angle by which the odd samples lag behind the even ones. */
  readonly #lags: Float64Array;

  /** @throws RangeError unless `points` is a multiple of 4 and a product of twos and fives. */
  constructor(points: number) {
    if (!Number.isInteger(points) || points <= 0 || points % 4 !== 0) {
      throw new RangeError(`points is ${points}: it must be a positive multiple of 4`);
    }
    this.#half = points / 2;
    this.#transform = new FourierTransform(this.#half);
    this.#lags = new Float64Array(points / 2 + 2);
    for (let k = 0; k <= points / 4; k++) {
      this.#lags[2 * k] = Math.cos((2 * Math.PI * k) / points);
      this.#lags[2 * k + 1] = -Math.sin((2 * Math.PI * k) / points);
    }
  }

  /** Writes |X[k]|² of the windowed `frame` [points] to `power` [points / 2 + 1]. */
  compute(frame: Float64Array, power: Float64Array): void {
    const half = this.#half;
    const lags = this.#lags;
    this.#transform.input.set(frame);
    const values = this.#transform.run();
    for (let k = 0; k <= half / 2; k++) {
      const mirror = k === 0 ? 0 : half - k;
      const re = values[2 * k] as number;
      const im = values[2 * k + 1] as number;
      const mirrorRe = values[2 * mirror] as number;
      const mirrorIm = values[2 * mirror + 1] as number;
      // Twice the transforms of the even and of the odd samples; the latter is turned by its lag.
      const evenRe = re + mirrorRe;
      const evenIm = im - mirrorIm;
      const cos = lags[2 * k] as number;
      const sin = lags[2 * k + 1] as number;
      const oddRe = (im + mirrorIm) * cos + (re - mirrorRe) * sin;
      const oddIm = (im + mirrorIm) * sin - (re - mirrorRe) * cos;
      power[k] = ((evenRe + oddRe) ** 2 + (evenIm + oddIm) ** 2) / 4;
      power[half - k] = ((evenRe - oddRe) ** 2 + (evenIm - oddIm) ** 2) / 4;
    }
  }
}
