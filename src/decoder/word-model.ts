/** Steps of the stored logarithms in one unit. */
const STEPS = 12;

/** A place in a text, as far as the model remembers it: a word, or a pair of words. */
export type Context = number;

/** Trigram model of words with back-off (Katz 1987), as `training/` writes it. Little-endian. */
export class WordModel {
  readonly words: number;
  readonly #pairOffsets: Uint32Array;
  readonly #tripleOffsets: Uint32Array;
  readonly #pairWords: Uint16Array;
  readonly #tripleWords: Uint16Array;
  readonly #unigrams: Uint8Array;
  readonly #unigramBackoffs: Uint8Array;
  readonly #pairs: Uint8Array;
  readonly #pairBackoffs: Uint8Array;
  readonly #triples: Uint8Array;

  constructor(bytes: ArrayBuffer) {
    const [words = 0, pairs = 0, triples = 0] = new Uint32Array(bytes, 0, 3);
    let at = 12;
    const take = <T>(size: number, make: (from: number) => T): T => {
      const from = at;
      at += size;
      return make(from);
    };
    this.words = words;
    this.#pairOffsets = take(4 * (words + 1), (from) => new Uint32Array(bytes, from, words + 1));
    this.#tripleOffsets = take(4 * (pairs + 1), (from) => new Uint32Array(bytes, from, pairs + 1));
    this.#pairWords = take(2 * pairs, (from) => new Uint16Array(bytes, from, pairs));
    this.#tripleWords = take(2 * triples, (from) => new Uint16Array(bytes, from, triples));
    this.#unigrams = take(words, (from) => new Uint8Array(bytes, from, words));
    this.#unigramBackoffs = take(words, (from) => new Uint8Array(bytes, from, words));
    this.#pairs = take(pairs, (from) => new Uint8Array(bytes, from, pairs));
    this.#pairBackoffs = take(pairs, (from) => new Uint8Array(bytes, from, pairs));
    this.#triples = take(triples, (from) => new Uint8Array(bytes, from, triples));
  }

  unigram(word: number): number {
    return -(this.#unigrams[word] ?? 0) / STEPS;
  }

  /** Natural logarithm of the probability that `word` follows, and the context after it. */
  follow(context: Context, word: number): { logProbability: number; context: Context } {
    let steps = 0;
    let last = context;
    if (context >= this.words) {
      const pair = context - this.words;
      last = this.#pairWords[pair] ?? 0;
      const triple = find(this.#tripleWords, this.#tripleOffsets[pair] ?? 0, this.#tripleOffsets[pair + 1] ?? 0, word);
      if (triple >= 0) {
        return { logProbability: -(this.#triples[triple] ?? 0) / STEPS, context: this.#after(last, word) };
      }
      steps += this.#pairBackoffs[pair] ?? 0;
    }
    const pair = this.#pair(last, word);
    if (pair >= 0) {
      return { logProbability: -(steps + (this.#pairs[pair] ?? 0)) / STEPS, context: this.words + pair };
    }
    steps += (this.#unigramBackoffs[last] ?? 0) + (this.#unigrams[word] ?? 0);
    return { logProbability: -steps / STEPS, context: word };
  }

  #pair(first: number, second: number): number {
    return find(this.#pairWords, this.#pairOffsets[first] ?? 0, this.#pairOffsets[first + 1] ?? 0, second);
  }

  #after(first: number, second: number): Context {
    const pair = this.#pair(first, second);
    return pair >= 0 ? this.words + pair : second;
  }
}

/** Place of `wanted` among sorted values [from, to), -1 where it is not there. */
function find(values: Uint16Array, from: number, to: number, wanted: number): number {
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = values[middle] ?? 0;
    if (value === wanted) return middle;
    if (value < wanted) from = middle + 1;
    else to = middle;
  }
  return -1;
}
