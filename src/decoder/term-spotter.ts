import type { PersonalTerm } from './personal-words';
import type { RelativeScores } from './relative-scores';

/** A term may have been said: its best place scores no worse than this for each phoneme, and for the whole. */
const LEAST_FOR_PHONEME = -4.5;
const LEAST_IN_ALL = -40;

/** A term that is worth a closer look. */
export interface Spotted {
  readonly term: PersonalTerm;
  /** Natural logarithm of its best place's probability over that of the best path there: at most 0. */
  readonly score: number;
}

/**
 * Which of the terms may have been said anywhere, the likeliest first: CTC word spotting (Andrusenko et al. 2024, "Fast
 * context-biasing for CTC and transducer ASR models with CTC-based word spotter").
 */
export function spotTerms(scores: RelativeScores, terms: readonly PersonalTerm[], most: number): Spotted[] {
  return terms
    .map((term) => ({ term, score: bestOf(scores, term) }))
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
}

function bestOf(scores: RelativeScores, { ways }: PersonalTerm): number {
  let best = -Infinity;
  for (const { ids } of ways) {
    const score = spot(scores, ids);
    if (score >= Math.max(LEAST_FOR_PHONEME * ids.length, LEAST_IN_ALL)) best = Math.max(best, score);
  }
  return best;
}

/** The best score of a way to say a term, wherever it begins and ends. */
function spot({ frames, phonemes, data }: RelativeScores, ids: readonly number[]): number {
  const said = new Float64Array(ids.length).fill(-Infinity);
  const rested = new Float64Array(ids.length).fill(-Infinity);
  let best = -Infinity;
  for (let frame = 0; frame < frames; frame += 1) {
    const row = frame * phonemes;
    const blank = data[row] ?? -Infinity;
    // From the last phoneme to the first: each looks at what the one before was a frame ago.
    for (let at = ids.length - 1; at >= 0; at -= 1) {
      const now = said[at] ?? -Infinity;
      const before = at === 0 ? 0 : (rested[at - 1] ?? -Infinity);
      const joined = at > 0 && ids[at] !== ids[at - 1] ? (said[at - 1] ?? -Infinity) : -Infinity;
      rested[at] = Math.max(rested[at] ?? -Infinity, now) + blank;
      said[at] = Math.max(now, before, joined) + (data[row + (ids[at] ?? 0)] ?? -Infinity);
    }
    best = Math.max(best, said.at(-1) ?? -Infinity);
  }
  return best;
}
