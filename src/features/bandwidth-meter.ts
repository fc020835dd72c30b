import { PowerSpectrum } from './power-spectrum';

/** Points of the transform: 120 Hz a bin at 48 kHz, 40 Hz at 16 kHz. */
const POINTS = 400;
const LOW_HZ = [300, 3400] as const;
/** Telephone bands end at 3.4 kHz; the guard up to 4.4 kHz keeps their slope out. */
const MIDDLE_HZ = [4400, 7000] as const;
/** Wide-band calls are sampled at 16 kHz; above their 8 kHz nothing can be. */
const HIGH_HZ = [8500, 11_000] as const;
/** Fricatives and plosives of any voice come within so much of its loudest vowels; a band that is cut off never does. */
const MIDDLE_BELOW_DB = -45;
const HIGH_BELOW_DB = -55;
/** A click or two must not make a narrow band look wide. */
const LEAST_SHARE = 0.02;
/** Quieter frames say nothing about speech: mean square of the frame, -60 dB. */
const SOUNDING_POWER = 1e-6;
/** 2 s of sounding frames at 40 a second: some fricatives have come by then. */
const LEAST_FRAMES = 80;

/** Finds out how high the sound of a device reaches: headsets in call mode deliver a telephone's band. */
export class BandwidthMeter {
  /** What push() looks at. */
  static readonly FRAME_SAMPLES = POINTS;

  readonly #spectrum = new PowerSpectrum(POINTS);
  readonly #window = Float64Array.from(
    { length: POINTS },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / POINTS),
  );
  readonly #frame = new Float64Array(POINTS);
  readonly #power = new Float64Array(POINTS / 2 + 1);
  #frames = 0;
  #middleFrames = 0;
  #highFrames = 0;
  /** Greatest power of the low band so far. */
  #loudest = 0;

  /** @param rateHz samples a second in what push() gets. */
  constructor(private readonly rateHz: number) {}

  /** @param samples [FRAME_SAMPLES]. Call it about 40 times a second. */
  push(samples: Float32Array): void {
    let square = 0;
    for (let n = 0; n < POINTS; n++) {
      const sample = samples[n] as number;
      square += sample * sample;
      this.#frame[n] = sample * (this.#window[n] as number);
    }
    if (square / POINTS < SOUNDING_POWER) return;
    this.#spectrum.compute(this.#frame, this.#power);
    this.#frames++;
    this.#loudest = Math.max(this.#loudest, this.#within(LOW_HZ));
    if (this.#within(MIDDLE_HZ) > this.#loudest * 10 ** (MIDDLE_BELOW_DB / 10)) this.#middleFrames++;
    if (this.#within(HIGH_HZ) > this.#loudest * 10 ** (HIGH_BELOW_DB / 10)) this.#highFrames++;
  }

  /** @returns where the band ends; null where it is wide, or where too little was heard to tell. */
  get upToHz(): 3500 | 7000 | null {
    if (this.#frames < LEAST_FRAMES) return null;
    if (this.#middleFrames < LEAST_SHARE * this.#frames) return 3500;
    return this.#highFrames < LEAST_SHARE * this.#frames ? 7000 : null;
  }

  /** Power between two frequencies; none beyond half the rate. */
  #within([fromHz, toHz]: readonly [number, number]): number {
    const hzPerBin = this.rateHz / POINTS;
    let sum = 0;
    for (let bin = Math.ceil(fromHz / hzPerBin); bin <= toHz / hzPerBin && bin < this.#power.length; bin++) {
      sum += this.#power[bin] as number;
    }
    return sum;
  }
}
