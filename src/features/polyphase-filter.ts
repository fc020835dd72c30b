/** Attenuation from the lower Nyquist frequency on, in dB: below the step of 13-bit audio, far below any room. */
export const STOPBAND_DB = 80;
/** End of the flat band as a share of the lower Nyquist frequency: 7.36 kHz for 16 kHz. */
export const PASSBAND_SHARE = 0.92;

/** A low-pass filter cut into one short filter for each place between two input samples. */
export interface PolyphaseFilter {
  /** Taps on each side of the output's place, an even number; each row has twice as many. */
  readonly reach: number;
  /**
   * [phases, 2 * reach]. Row p serves an output p / phases of a sample behind input sample i; its taps weigh the
   * samples i - reach + 1 to i + reach. Each row sums to 1.
   */
  readonly taps: Float32Array;
}

/**
 * Sinc under a Kaiser window (Kaiser and Schafer 1980), flat to PASSBAND_SHARE of the lower Nyquist frequency and
 * STOPBAND_DB down from that frequency on, so that nothing folds back.
 * @param phases outputs that fall on different places between input samples: output rate / greatest common divisor.
 */
export function designPolyphaseFilter(
  inputRateHz: number,
  outputRateHz: number,
  phases: number,
): PolyphaseFilter {
  const nyquistHz = Math.min(inputRateHz, outputRateHz) / 2;
  // In cycles per input sample.
  const transition = ((1 - PASSBAND_SHARE) * nyquistHz) / inputRateHz;
  const cutoff = nyquistHz / inputRateHz - transition / 2;
  const beta = 0.1102 * (STOPBAND_DB - 8.7);
  const length = (STOPBAND_DB - 7.95) / (2.285 * 2 * Math.PI * transition);
  const reach = 2 * Math.ceil(length / 4);

  const taps = new Float32Array(phases * 2 * reach);
  for (let phase = 0; phase < phases; phase++) {
    const row = taps.subarray(phase * 2 * reach, (phase + 1) * 2 * reach);
    let sum = 0;
    for (let tap = 0; tap < row.length; tap++) {
      const distance = phase / phases + reach - 1 - tap;
      const weight = sinc(2 * cutoff * distance) * kaiser(distance / reach, beta);
      row[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < row.length; tap++) row[tap] = (row[tap] as number) / sum;
  }
  return { reach, taps };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Kaiser window at x from -1 to 1, up to a factor that the rows' sums take out. */
function kaiser(x: number, beta: number): number {
  return besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x)));
}

/** Modified Bessel function of the first kind and order zero, by its power series. */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let i = 1; term > sum * Number.EPSILON; i++) {
    term *= quarterSquare / (i * i);
    sum += term;
  }
  return sum;
}
