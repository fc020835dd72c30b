import type { PersonalTerm } from '../decoder/personal-words';
import { findDetours, type Detour, type Ways } from '../decoder/detour-alignment';
import { relativeScores } from '../decoder/relative-scores';
import { spotTerms } from '../decoder/term-spotter';
import type { PhonemeScores } from '../decoder/word-search';
import type { Hypothesis, HypothesisWord } from './acoustic-model';
import { letters, unlikeness } from './word-alignment';
import type { PersonalWords } from './word-file';

/** So many terms are tried at most in one utterance. */
const MOST_TERMS = 12;
/** A term stands for so many of the second look's words at most. */
const LONGEST_SPAN = 4;

/** In units of a natural logarithm: how much better a term has to sound than what the second look wrote. */
export interface RewriteCosts {
  readonly term: number;
  /** Where it takes the place of nothing. */
  readonly insertion: number;
  /** For each word that it takes the place of and that is a common one. */
  readonly commonWord: number;
  /** For each unit of the logarithm by which the second look was unsure of those words. */
  readonly doubt: number;
  /** Nothing counts as more doubtful. */
  readonly mostDoubt: number;
  /** Off where the letters are the same; where half of them differ, nothing; beyond that it is added. */
  readonly likeness: number;
  /** Off where the search, which knows what words go before, found the term too. */
  readonly found: number;
}

export const REWRITE_COSTS: RewriteCosts = {
  term: 0,
  insertion: 20,
  commonWord: 6,
  doubt: 1.5,
  mostDoubt: 3,
  likeness: 12,
  found: 6,
};

/**
 * Puts the person's words into what the second look wrote, where they fit what was heard better than its own: the
 * second look spells names that it does not know as it likes.
 *
 * @param found words of the search in the same utterance.
 * @param scores of the same utterance.
 */
export async function withPersonalWords(
  { text, words }: Hypothesis,
  found: readonly string[],
  scores: PhonemeScores,
  personal: PersonalWords,
  costs = REWRITE_COSTS,
): Promise<Hypothesis> {
  const relative = relativeScores(scores);
  const spotted = spotTerms(relative, personal.terms, MOST_TERMS).map(({ term }) => term);
  if (spotted.length === 0) return { text, words };
  const heard = letters(found.join(' '));
  const wasFound = spotted.map((term) => heard.includes(letters(term.text)));
  const ways: Ways[] = [];
  for (const { word } of words) ways.push(await personal.waysOf(word));
  const detours = findDetours(relative, ways, {
    terms: spotted.map((term) => term.ways.map(({ ids }) => ids)),
    longest: LONGEST_SPAN,
    cost: (index, from, span) => {
      const term = spotted[index];
      if (term === undefined) return Infinity;
      const price = costOf(term, words.slice(from, from + span), personal, costs);
      return wasFound[index] === true ? price - costs.found : price;
    },
  });
  const rewritten = replaced(
    words,
    detours,
    spotted.map((term) => term.text),
  );
  return { text: rewritten.map(({ word }) => word).join(' '), words: rewritten };
}

function costOf(
  term: PersonalTerm,
  words: readonly HypothesisWord[],
  personal: PersonalWords,
  costs: RewriteCosts,
): number {
  if (words.length === 0) return costs.insertion;
  if (words.slice(0, -1).some(({ word }) => /[.?!]$/.test(word))) return Infinity;
  const written = letters(words.map(({ word }) => word).join(''));
  if (written === letters(term.text)) return 0;
  const unlike = Math.min(...term.spellings.map((spelling) => unlikeness(written, letters(spelling))));
  const likeness = costs.likeness * (2 * unlike - 1);
  // The second look knows how to spell a common word: that a name looks like it tells nothing.
  const common = words.every(({ word }) => personal.isCommon(word));
  return words.reduce(
    (sum, { word, confidence }) => {
      const doubt = Math.min(costs.mostDoubt, -Math.log(Math.max(confidence, Number.MIN_VALUE)));
      return sum + (personal.isCommon(word) ? costs.commonWord : 0) - costs.doubt * doubt;
    },
    costs.term + (common ? Math.max(0, likeness) : likeness),
  );
}

/** Marks around the words stay around what takes their place. */
function replaced(
  words: readonly HypothesisWord[],
  detours: readonly Detour[],
  terms: readonly string[],
): HypothesisWord[] {
  const result: HypothesisWord[] = [];
  let at = 0;
  for (const { term, from, span } of detours) {
    result.push(...words.slice(at, from));
    const gone = words.slice(from, from + span);
    const before = /^[^\p{L}\p{N}]*/u.exec(gone[0]?.word ?? '')?.[0] ?? '';
    const after = /[^\p{L}\p{N}]*$/u.exec(gone.at(-1)?.word ?? '')?.[0] ?? '';
    const confidence = gone.reduce((least, word) => Math.min(least, word.confidence), 1);
    const written = `${before}${terms[term] ?? ''}${after}`.split(/\s+/);
    result.push(...written.map((word) => ({ word, confidence })));
    at = from + span;
  }
  return [...result, ...words.slice(at)];
}
