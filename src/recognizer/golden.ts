import type { LogMelSpan, Logits } from './acoustic-model';

/**
 * The shipped INT8 forms differ from the float model by 0.01 to 0.05. A provider that goes wrong (zeros, NaN,
 * noise) lands at 1 or beyond.
 */
export const GOLDEN_MAX_RELATIVE_ERROR = 0.12;
/** Share of frames whose best token must be the float model's. */
export const GOLDEN_MIN_ARGMAX_AGREEMENT = 0.85;

/** About one second of audio and the float model's answer to it. */
export interface Golden {
  readonly input: LogMelSpan;
  readonly logits: Logits;
}

export interface GoldenComparison {
  /** L2 norm of the difference over the L2 norm of the golden logits; NaN if any logit is. */
  readonly relativeError: number;
  /** Share of frames with the same best token, 0 to 1. */
  readonly argmaxAgreement: number;
}

/** Shape of golden.json as the exporter writes it. */
interface GoldenFile {
  readonly frames: number;
  readonly logitFrames: number;
  readonly vocabulary: number;
  /** Base64 of little-endian float32, [frames, melBins], not normalised. */
  readonly logMel: string;
  /** Base64 of little-endian float32, [logitFrames, vocabulary]. */
  readonly logits: string;
}

/** Reads golden.json. Throws a RangeError if its arrays do not have the stated shapes. */
export function parseGolden(json: string, melBins: number): Golden {
  const file = JSON.parse(json) as GoldenFile;
  return {
    input: { frames: file.frames, data: floats(file.logMel, file.frames * melBins) },
    logits: {
      frames: file.logitFrames,
      vocabulary: file.vocabulary,
      data: floats(file.logits, file.logitFrames * file.vocabulary),
    },
  };
}

/** Compares logits with the golden ones. Throws a RangeError if the shapes differ. */
export function compareWithGolden(actual: Logits, golden: Logits): GoldenComparison {
  if (actual.frames !== golden.frames || actual.vocabulary !== golden.vocabulary) {
    throw new RangeError(
      `logits are [${actual.frames}, ${actual.vocabulary}], golden ones [${golden.frames}, ${golden.vocabulary}]`,
    );
  }
  let differenceEnergy = 0;
  let goldenEnergy = 0;
  for (const [at, expected] of golden.data.entries()) {
    differenceEnergy += ((actual.data[at] ?? NaN) - expected) ** 2;
    goldenEnergy += expected ** 2;
  }
  let agreeing = 0;
  for (let frame = 0; frame < golden.frames; frame++) {
    if (bestToken(actual, frame) === bestToken(golden, frame)) agreeing++;
  }
  return {
    relativeError: Math.sqrt(differenceEnergy / goldenEnergy),
    argmaxAgreement: agreeing / golden.frames,
  };
}

/** Why these logits must not be trusted, or undefined if they may. */
export function goldenRefusal({ relativeError, argmaxAgreement }: GoldenComparison): string | undefined {
  // Negated so that NaN is refused.
  if (!(relativeError <= GOLDEN_MAX_RELATIVE_ERROR)) {
    return `its output is off the golden logits by ${relativeError.toFixed(3)} (at most ${GOLDEN_MAX_RELATIVE_ERROR} is allowed)`;
  }
  if (argmaxAgreement < GOLDEN_MIN_ARGMAX_AGREEMENT) {
    return `its best tokens agree with the golden ones in ${percent(argmaxAgreement)} of frames (at least ${percent(GOLDEN_MIN_ARGMAX_AGREEMENT)} are needed)`;
  }
  return undefined;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function bestToken({ vocabulary, data }: Logits, frame: number): number {
  const scores = data.subarray(frame * vocabulary, (frame + 1) * vocabulary);
  let best = -1;
  let bestScore = -Infinity;
  for (const [token, score] of scores.entries()) {
    if (score > bestScore) {
      best = token;
      bestScore = score;
    }
  }
  return best;
}

function floats(base64: string, expectedLength: number): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const length = bytes.byteLength / Float32Array.BYTES_PER_ELEMENT;
  if (length !== expectedLength) {
    throw new RangeError(`golden array has ${length} values, expected ${expectedLength}`);
  }
  return new Float32Array(bytes.buffer);
}
