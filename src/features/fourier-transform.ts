const RADICES = [5, 2] as const;

const COS_72 = Math.cos((2 * Math.PI) / 5);
const COS_144 = Math.cos((4 * Math.PI) / 5);
const SIN_72 = Math.sin((2 * Math.PI) / 5);
const SIN_144 = Math.sin((4 * Math.PI) / 5);

/** One pass: `groups` twiddles, each used by `stride` butterflies side by side. */
interface Pass {
  readonly radix: (typeof RADICES)[number];
  readonly groups: number;
  readonly stride: number;
  /** [groups, radix - 1, 2], real and imaginary part. */
  readonly twiddles: Float64Array;
}

/**
 * Discrete Fourier transform of complex values, in passes of radix 5 and 2 that leave their results in order (Stockham's
 * autosort: Cochran et al. 1967, What is the fast Fourier transform?). Nothing is allocated after construction.
 */
export class FourierTransform {
  /** [points, 2], real and imaginary part: what run() transforms, and overwrites. */
  readonly input: Float64Array;
  readonly #other: Float64Array;
  readonly #passes: readonly Pass[];

  /** @throws RangeError unless `points` is a product of twos and fives. */
  constructor(points: number) {
    this.#passes = planPasses(points);
    this.input = new Float64Array(2 * points);
    this.#other = new Float64Array(2 * points);
  }

  /** @returns [points, 2], valid until the next run. */
  run(): Float64Array {
    let from = this.input;
    let to = this.#other;
    for (const pass of this.#passes) {
      if (pass.radix === 2) passOfTwo(pass, from, to);
      else passOfFive(pass, from, to);
      [from, to] = [to, from];
    }
    return from;
  }
}

function planPasses(points: number): readonly Pass[] {
  const passes: Pass[] = [];
  let left = points;
  for (const radix of RADICES) {
    for (; left > 1 && left % radix === 0; left /= radix) {
      const groups = left / radix;
      passes.push({ radix, groups, stride: points / left, twiddles: createTwiddles(radix, groups) });
    }
  }
  if (left !== 1) throw new RangeError(`${points} points: it must be a product of twos and fives`);
  return passes;
}

function createTwiddles(radix: number, groups: number): Float64Array {
  const twiddles = new Float64Array(groups * (radix - 1) * 2);
  for (let group = 0, at = 0; group < groups; group++) {
    for (let branch = 1; branch < radix; branch++) {
      const angle = (-2 * Math.PI * group * branch) / (groups * radix);
      twiddles[at++] = Math.cos(angle);
      twiddles[at++] = Math.sin(angle);
    }
  }
  return twiddles;
}

function passOfTwo({ groups, stride, twiddles }: Pass, from: Float64Array, to: Float64Array): void {
  const branch = 2 * groups * stride;
  for (let group = 0; group < groups; group++) {
    const cos = twiddles[2 * group] as number;
    const sin = twiddles[2 * group + 1] as number;
    const end = 2 * (group + 1) * stride;
    for (let i = 2 * group * stride, out = 2 * i; i < end; i += 2, out += 2) {
      const re0 = from[i] as number;
      const im0 = from[i + 1] as number;
      const re1 = from[i + branch] as number;
      const im1 = from[i + branch + 1] as number;
      to[out] = re0 + re1;
      to[out + 1] = im0 + im1;
      to[out + 2 * stride] = (re0 - re1) * cos - (im0 - im1) * sin;
      to[out + 2 * stride + 1] = (re0 - re1) * sin + (im0 - im1) * cos;
    }
  }
}

function passOfFive({ groups, stride, twiddles }: Pass, from: Float64Array, to: Float64Array): void {
  const branch = 2 * groups * stride;
  const step = 2 * stride;
  for (let group = 0; group < groups; group++) {
    const twiddle = 8 * group;
    const end = 2 * (group + 1) * stride;
    for (let i = 2 * group * stride, out = 5 * i; i < end; i += 2, out += 2) {
      const re0 = from[i] as number;
      const im0 = from[i + 1] as number;
      const re1 = from[i + branch] as number;
      const im1 = from[i + branch + 1] as number;
      const re2 = from[i + 2 * branch] as number;
      const im2 = from[i + 2 * branch + 1] as number;
      const re3 = from[i + 3 * branch] as number;
      const im3 = from[i + 3 * branch + 1] as number;
      const re4 = from[i + 4 * branch] as number;
      const im4 = from[i + 4 * branch + 1] as number;
      // Branches 1 and 4 are mirror images, and so are 2 and 3: sums meet cosines, differences sines.
      const evenRe1 = re0 + COS_72 * (re1 + re4) + COS_144 * (re2 + re3);
      const evenIm1 = im0 + COS_72 * (im1 + im4) + COS_144 * (im2 + im3);
      const evenRe2 = re0 + COS_144 * (re1 + re4) + COS_72 * (re2 + re3);
      const evenIm2 = im0 + COS_144 * (im1 + im4) + COS_72 * (im2 + im3);
      const oddRe1 = SIN_72 * (re1 - re4) + SIN_144 * (re2 - re3);
      const oddIm1 = SIN_72 * (im1 - im4) + SIN_144 * (im2 - im3);
      const oddRe2 = SIN_144 * (re1 - re4) - SIN_72 * (re2 - re3);
      const oddIm2 = SIN_144 * (im1 - im4) - SIN_72 * (im2 - im3);
      to[out] = re0 + re1 + re2 + re3 + re4;
      to[out + 1] = im0 + im1 + im2 + im3 + im4;
      turn(to, out + step, evenRe1 + oddIm1, evenIm1 - oddRe1, twiddles, twiddle);
      turn(to, out + 2 * step, evenRe2 + oddIm2, evenIm2 - oddRe2, twiddles, twiddle + 2);
      turn(to, out + 3 * step, evenRe2 - oddIm2, evenIm2 + oddRe2, twiddles, twiddle + 4);
      turn(to, out + 4 * step, evenRe1 - oddIm1, evenIm1 + oddRe1, twiddles, twiddle + 6);
    }
  }
}

/** Writes a value, turned by a twiddle. */
function turn(
  to: Float64Array,
  out: number,
  re: number,
  im: number,
  twiddles: Float64Array,
  twiddle: number,
): void {
  const cos = twiddles[twiddle] as number;
  const sin = twiddles[twiddle + 1] as number;
  to[out] = re * cos - im * sin;
  to[out + 1] = re * sin + im * cos;
}
