/** A place in a text, as far as the model remembers it: a word, or a pair of words. */
export type Context = number;

/** The first word of every text. */
export const START_CONTEXT: Context = 0;

/** N-grams by the words that go before, sorted; costs are steps of a negative natural logarithm. */
export interface WordModelTables {
  /** Costs in one unit of the logarithm. */
  readonly steps: number;
  readonly unigrams: Uint8Array;
  readonly unigramBackoffs: Uint8Array;
  /** For each word, where its pairs begin; one more at the end. */
  readonly pairOffsets: Uint32Array;
  /** Second words. */
  readonly pairWords: Uint16Array;
  readonly pairs: Uint8Array;
  readonly pairBackoffs: Uint8Array;
  /** For each pair, where its triples begin; one more at the end. */
  readonly tripleOffsets: Uint32Array;
  /** Third words. */
  readonly tripleWords: Uint16Array;
  readonly triples: Uint8Array;
}

/** Trigram model of words with back-off (Katz 1987), made by `training/stt/ngram.py`. */
export class WordModel {
  readonly #tables: WordModelTables;
  readonly #words: number;

  constructor(tables: WordModelTables) {
    this.#tables = tables;
    this.#words = tables.unigrams.length;
  }

  /** Natural logarithm of a word's probability without a context. */
  unigram(word: number): number {
    return -at(this.#tables.unigrams, word) / this.#tables.steps;
  }

  /** Natural logarithm of the probability that `word` follows, and the context after it. */
  follow(context: Context, word: number): { logProbability: number; context: Context } {
    const { steps, unigrams, unigramBackoffs, pairs, pairBackoffs, pairWords, triples } = this.#tables;
    let cost = 0;
    let last = context;
    if (context >= this.#words) {
      const before = context - this.#words;
      last = at(pairWords, before);
      const triple = this.#triple(before, word);
      if (triple >= 0) {
        const pair = this.#pair(last, word);
        return {
          logProbability: -at(triples, triple) / steps,
          context: pair >= 0 ? this.#words + pair : word,
        };
      }
      cost += at(pairBackoffs, before);
    }
    const pair = this.#pair(last, word);
    if (pair >= 0) return { logProbability: -(cost + at(pairs, pair)) / steps, context: this.#words + pair };
    cost += at(unigramBackoffs, last) + at(unigrams, word);
    return { logProbability: -cost / steps, context: word };
  }

  #pair(first: number, second: number): number {
    const { pairOffsets, pairWords } = this.#tables;
    return find(pairWords, at(pairOffsets, first), at(pairOffsets, first + 1), second);
  }

  #triple(pair: number, third: number): number {
    const { tripleOffsets, tripleWords } = this.#tables;
    return find(tripleWords, at(tripleOffsets, pair), at(tripleOffsets, pair + 1), third);
  }
}

function at(values: Uint8Array | Uint16Array | Uint32Array, index: number): number {
  return values[index] ?? 0;
}

/** Place of `wanted` among the sorted values [from, to), -1 where it is not there. */
function find(values: Uint16Array, from: number, to: number, wanted: number): number {
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = at(values, middle);
    if (value === wanted) return middle;
    if (value < wanted) from = middle + 1;
    else to = middle;
  }
  return -1;
}
