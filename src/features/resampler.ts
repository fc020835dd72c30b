import { designPolyphaseFilter, type PolyphaseFilter } from './polyphase-filter';

const MIN_RATE_HZ = 3_000;
const MAX_RATE_HZ = 768_000;

/**
 * Band-limited rate conversion of a stream by an exact ratio of whole numbers, so it never drifts.
 *
 * Output sample m lies at input time m * inputRate / outputRate: the filter's delay is taken out, at the price of
 * holding the newest few milliseconds back. Silence is assumed before the first and after the last sample. n inputs
 * give ceil(n * outputRate / inputRate) outputs in all, whatever the sizes of the pushes. Equal rates pass through.
 */
export class Resampler {
  /** Outputs to one cycle of phases, and inputs to the same cycle. */
  readonly #phases: number;
  readonly #inputsPerCycle: number;
  readonly #filter: PolyphaseFilter | null;
  #inputs: Float32Array;
  #inputCount: number;
  /** Index in #inputs of the next output's first tap; beyond #inputCount where inputs are to be skipped. */
  #firstTap = 0;
  /** The next output's place behind its input sample, in 1 / #phases of a sample. */
  #phase = 0;

  /** @throws RangeError unless both rates are whole numbers from 3,000 to 768,000 Hz. */
  constructor(inputRateHz: number, outputRateHz: number) {
    for (const rateHz of [inputRateHz, outputRateHz]) {
      if (!Number.isInteger(rateHz) || rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) {
        throw new RangeError(
          `sample rate is ${rateHz} Hz: it must be a whole number from ${MIN_RATE_HZ} to ${MAX_RATE_HZ}`,
        );
      }
    }
    const divisor = greatestCommonDivisor(inputRateHz, outputRateHz);
    this.#phases = outputRateHz / divisor;
    this.#inputsPerCycle = inputRateHz / divisor;
    this.#filter =
      inputRateHz === outputRateHz ? null : designPolyphaseFilter(inputRateHz, outputRateHz, this.#phases);
    // The first output sits on the first input: the taps before it meet silence.
    this.#inputCount = this.#filter ? this.#filter.reach - 1 : 0;
    this.#inputs = new Float32Array(4 * this.#inputCount);
  }

  /** @returns the outputs that these samples complete; a new array, never a view of `samples`. */
  push(samples: Float32Array): Float32Array {
    if (this.#filter === null) return samples.slice();
    this.#append(samples);
    return this.#drain(this.#filter);
  }

  /** Ends the stream: the outputs up to the last input's time, no more. */
  flush(): Float32Array {
    if (this.#filter === null) return new Float32Array(0);
    this.#append(new Float32Array(this.#filter.reach));
    return this.#drain(this.#filter);
  }

  #append(samples: Float32Array): void {
    const needed = this.#inputCount + samples.length;
    if (needed > this.#inputs.length) {
      const grown = new Float32Array(Math.max(needed, 2 * this.#inputs.length));
      grown.set(this.#inputs.subarray(0, this.#inputCount));
      this.#inputs = grown;
    }
    this.#inputs.set(samples, this.#inputCount);
    this.#inputCount = needed;
  }

  #drain({ reach, taps }: PolyphaseFilter): Float32Array {
    const width = 2 * reach;
    // Output k needs #firstTap + floor((#phase + k * #inputsPerCycle) / #phases) + width inputs.
    const room = this.#inputCount - width - this.#firstTap;
    const count = Math.max(0, Math.ceil(((room + 1) * this.#phases - this.#phase) / this.#inputsPerCycle));
    const outputs = new Float32Array(count);
    for (let k = 0; k < count; k++) {
      outputs[k] = dot(taps, this.#phase * width, this.#inputs, this.#firstTap, width);
      this.#phase += this.#inputsPerCycle;
      this.#firstTap += Math.floor(this.#phase / this.#phases);
      this.#phase %= this.#phases;
    }
    const used = Math.min(this.#firstTap, this.#inputCount);
    this.#inputs.copyWithin(0, used, this.#inputCount);
    this.#inputCount -= used;
    this.#firstTap -= used;
    return outputs;
  }
}

/** Product of `count` taps (a multiple of 4) from `aStart` on with the inputs from `bStart` on. */
function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, count: number): number {
  // Four sums need not wait for each other: a third less time than one.
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < count; i += 4) {
    sum0 += (a[aStart + i] as number) * (b[bStart + i] as number);
    sum1 += (a[aStart + i + 1] as number) * (b[bStart + i + 1] as number);
    sum2 += (a[aStart + i + 2] as number) * (b[bStart + i + 2] as number);
    sum3 += (a[aStart + i + 3] as number) * (b[bStart + i + 3] as number);
  }
  return sum0 + sum1 + sum2 + sum3;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
