import type { TokenScores } from './greedy';
import { logSoftmax } from './log-softmax';

/** A sequence of classes that a CTC model may have meant. */
export interface Sequence {
  readonly ids: readonly number[];
  /** Natural logarithm of the probability of all paths that spell it. */
  readonly logProbability: number;
}

/** Of one prefix: paths that end in a blank, and those that end in its last class. */
interface Ends {
  readonly ids: readonly number[];
  blank: number;
  last: number;
}

const BLANK_ID = 0;
/** A class less likely than this, as a natural logarithm, begins nothing. */
const LEAST = -7;

/**
 * The likeliest sequences under a CTC model's scores, the likeliest first: prefix search with a beam (Hannun et al.
 * 2014, "First-pass large vocabulary continuous speech recognition using bi-directional recurrent DNNs").
 */
export function likeliestSequences({ frames, vocabulary, data }: TokenScores, beam: number): Sequence[] {
  let kept: Ends[] = [{ ids: [], blank: 0, last: -Infinity }];
  for (let frame = 0; frame < frames; frame += 1) {
    const row = logSoftmax(data.subarray(frame * vocabulary, (frame + 1) * vocabulary));
    const next = new Map<string, Ends>();
    const at = (ids: readonly number[]): Ends => {
      const key = ids.join(' ');
      const known = next.get(key);
      if (known !== undefined) return known;
      const fresh = { ids, blank: -Infinity, last: -Infinity };
      next.set(key, fresh);
      return fresh;
    };
    for (const { ids, blank, last } of kept) {
      const all = logAdd(blank, last);
      const same = at(ids);
      same.blank = logAdd(same.blank, all + (row[BLANK_ID] ?? -Infinity));
      const newest = ids.at(-1);
      if (newest !== undefined) same.last = logAdd(same.last, last + (row[newest] ?? -Infinity));
      for (const [id, score] of row.entries()) {
        if (id === BLANK_ID || score < LEAST) continue;
        const longer = at([...ids, id]);
        longer.last = logAdd(longer.last, (id === newest ? blank : all) + score);
      }
    }
    kept = [...next.values()].sort((a, b) => totalOf(b) - totalOf(a)).slice(0, beam);
  }
  return kept.map((ends) => ({ ids: ends.ids, logProbability: totalOf(ends) }));
}

function totalOf({ blank, last }: Ends): number {
  return logAdd(blank, last);
}

function logAdd(a: number, b: number): number {
  const most = Math.max(a, b);
  return most === -Infinity ? most : most + Math.log(Math.exp(a - most) + Math.exp(b - most));
}
