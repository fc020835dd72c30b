import { logSoftmax } from './log-softmax';
import type { PhonemeScores } from './word-search';

/** Phoneme scores less the best of their frame, [frames, phonemes], as natural logarithms: at most 0. */
export interface RelativeScores {
  readonly frames: number;
  readonly phonemes: number;
  readonly data: Float32Array;
}

/** Nothing counts as less likely than this beside the best: one sound that was not heard rules out no word. */
const FLOOR = -8;

export function relativeScores({ frames, phonemes, data }: PhonemeScores): RelativeScores {
  const relative = new Float32Array(frames * phonemes);
  for (let frame = 0; frame < frames; frame += 1) {
    const row = logSoftmax(data.subarray(frame * phonemes, (frame + 1) * phonemes));
    const peak = row.reduce((best, score) => Math.max(best, score), -Infinity);
    relative.set(
      row.map((score) => Math.max(FLOOR, score - peak)),
      frame * phonemes,
    );
  }
  return { frames, phonemes, data: relative };
}
