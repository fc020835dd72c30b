import type { RelativeScores } from './relative-scores';

/** How a word may sound; none where it cannot be told, as of a number in digits: then any sounds fit. */
export type Ways = readonly (readonly number[])[];

/** One way through part of a text: a term in the place of `span` words from `from` on. */
export interface Detour {
  readonly term: number;
  readonly from: number;
  readonly span: number;
}

export interface Detours {
  /** Ways of each term that may stand in place of words. */
  readonly terms: readonly Ways[];
  /** Most words that a term takes the place of. */
  readonly longest: number;
  /** What a detour costs, in units of a natural logarithm; Infinity where there is none. */
  readonly cost: (term: number, from: number, span: number) => number;
}

interface Exit {
  readonly to: number;
  readonly cost: number;
  readonly detour: Detour | undefined;
}

/** Sounds in a row between two places of the text. No phonemes: any sounds. */
interface Chain {
  readonly from: number;
  readonly phonemes: readonly number[];
  readonly exits: readonly Exit[];
  readonly said: Token[];
  readonly rested: Token[];
}

/** A path so far. */
interface Token {
  readonly score: number;
  readonly taken: Taken | undefined;
}

interface Taken {
  readonly detour: Detour;
  readonly before: Taken | undefined;
}

const NEVER: Token = { score: -Infinity, taken: undefined };

/**
 * Aligns a text to what was heard, and finds where terms fit better than its words: the best path by Viterbi through
 * the words' phonemes, on which each term may take the place of some words in a row, for a cost.
 *
 * @returns in the order of the text; none where the text fits best as it is.
 */
export function findDetours(scores: RelativeScores, words: readonly Ways[], detours: Detours): Detour[] {
  const chains = [...chainsOfWords(words), ...chainsOfDetours(words.length, detours)];
  // Where paths stand between words: resting there, or having just come.
  let open = new Array<Token>(words.length + 1).fill(NEVER);
  open[0] = { score: 0, taken: undefined };
  for (let frame = 0; frame < scores.frames; frame += 1) {
    const row = scores.data.subarray(frame * scores.phonemes, (frame + 1) * scores.phonemes);
    const blank = row[0] ?? -Infinity;
    const next = open.map((token) => plus(token, blank));
    for (const chain of chains) step(chain, open[chain.from] ?? NEVER, row);
    for (const { exits, said } of chains) {
      const end = said.at(-1) ?? NEVER;
      if (end.score === -Infinity) continue;
      for (const { to, cost, detour } of exits) {
        const score = end.score - cost;
        if (score <= (next[to] ?? NEVER).score) continue;
        next[to] = { score, taken: detour ? { detour, before: end.taken } : end.taken };
      }
    }
    open = next;
  }
  const found: Detour[] = [];
  for (let at = open[words.length]?.taken; at !== undefined; at = at.before) found.push(at.detour);
  return found.reverse();
}

function chainsOfWords(words: readonly Ways[]): Chain[] {
  return words.flatMap((ways, from) =>
    (ways.length === 0 ? [[]] : ways).map((phonemes) =>
      chain(from, phonemes, [{ to: from + 1, cost: 0, detour: undefined }]),
    ),
  );
}

function chainsOfDetours(words: number, { terms, longest, cost }: Detours): Chain[] {
  const chains: Chain[] = [];
  for (const [term, ways] of terms.entries()) {
    for (let from = 0; from <= words; from += 1) {
      const exits: Exit[] = [];
      for (let span = 0; span <= Math.min(longest, words - from); span += 1) {
        const price = cost(term, from, span);
        if (price < Infinity) exits.push({ to: from + span, cost: price, detour: { term, from, span } });
      }
      if (exits.length > 0) chains.push(...ways.map((phonemes) => chain(from, phonemes, exits)));
    }
  }
  return chains;
}

function chain(from: number, phonemes: readonly number[], exits: readonly Exit[]): Chain {
  const states = Math.max(1, phonemes.length);
  return {
    from,
    phonemes,
    exits,
    said: new Array<Token>(states).fill(NEVER),
    rested: new Array<Token>(states).fill(NEVER),
  };
}

/** One frame on, from the last phoneme to the first: each looks at what the one before was a frame ago. */
function step({ phonemes, said, rested }: Chain, entering: Token, row: Float32Array): void {
  const blank = row[0] ?? -Infinity;
  if (phonemes.length === 0) {
    said[0] = better(said[0] ?? NEVER, entering);
    return;
  }
  for (let at = phonemes.length - 1; at >= 0; at -= 1) {
    const now = said[at] ?? NEVER;
    let before = at === 0 ? entering : (rested[at - 1] ?? NEVER);
    if (at > 0 && phonemes[at] !== phonemes[at - 1]) before = better(before, said[at - 1] ?? NEVER);
    rested[at] = plus(better(rested[at] ?? NEVER, now), blank);
    said[at] = plus(better(now, before), row[phonemes[at] ?? 0] ?? -Infinity);
  }
}

function better(a: Token, b: Token): Token {
  return a.score >= b.score ? a : b;
}

function plus(token: Token, gain: number): Token {
  return token.score === -Infinity ? NEVER : { score: token.score + gain, taken: token.taken };
}
