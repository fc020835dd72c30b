import { AT_HOME_ID, letterIds, readingsOf } from '../decoder/letters';
import { likeliestSequences, type Sequence } from '../decoder/sequence-search';
import type { TensorRunner } from './onnx-session';

const BEAM = 8;
/** Of a word and of a whole text, in each of both readings. */
const MOST_WAYS = 4;
/** Ways that are so much less likely than the best, as natural logarithms, are left out. */
const WIDTH = 4;
/** Less likely, as a natural logarithm, than as English reads it. */
const HOME_COST = 1;

/**
 * Says how words may sound: a graph from letters to phonemes, `letters [1, L]` (int64) -> `phonemes [1, R, classes]`,
 * made by `training/scripts/g2p.py`.
 */
export class Pronouncer {
  readonly #known = new Map<string, Promise<Sequence[]>>();

  /** Owns the session. */
  constructor(private readonly graph: TensorRunner) {}

  /**
   * The ways to say a text, the likeliest first, which has the logarithm 0: as one reads it who knows English, then as
   * it may sound where it comes from. None where it has no letters.
   *
   * @throws what the runtime throws.
   */
  async ways(text: string): Promise<readonly Sequence[]> {
    const all: Sequence[] = [];
    for (const words of readingsOf(text)) {
      all.push(...(await this.#waysOfWords(words, false)), ...(await this.#waysOfWords(words, true)));
    }
    return distinct(all);
  }

  /** Safe to call twice. */
  async dispose(): Promise<void> {
    await this.graph.dispose();
  }

  async #waysOfWords(words: readonly string[], atHome: boolean): Promise<Sequence[]> {
    let joined: Sequence[] = [{ ids: [], logProbability: atHome ? -HOME_COST : 0 }];
    for (const word of words) joined = product(joined, await this.#waysOfWord(word, atHome));
    return joined;
  }

  #waysOfWord(word: string, atHome: boolean): Promise<Sequence[]> {
    const letters = [...(atHome ? [AT_HOME_ID] : []), ...letterIds(word)];
    const key = letters.join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const ways = this.#read(letters);
    this.#known.set(key, ways);
    // One that failed is tried again.
    ways.catch(() => this.#known.delete(key));
    return ways;
  }

  async #read(letters: readonly number[]): Promise<Sequence[]> {
    const [scores] = await this.graph.run(
      { letters: { data: BigInt64Array.from(letters, BigInt), dims: [1, letters.length] } },
      ['phonemes'],
    );
    if (scores === undefined) throw new Error('the pronouncer gave no output');
    const [, frames = 0, vocabulary = 0] = scores.dims;
    const found = likeliestSequences({ frames, vocabulary, data: scores.data }, BEAM);
    return nearBest(found.filter(({ ids }) => ids.length > 0));
  }
}

function product(firsts: readonly Sequence[], seconds: readonly Sequence[]): Sequence[] {
  return mostLikely(
    firsts.flatMap((first) =>
      seconds.map((second) => ({
        ids: [...first.ids, ...second.ids],
        logProbability: first.logProbability + second.logProbability,
      })),
    ),
  );
}

/** Sorted, as logarithms relative to the best. */
function nearBest(ways: readonly Sequence[]): Sequence[] {
  const sorted = mostLikely(ways);
  const best = sorted[0]?.logProbability ?? 0;
  return sorted.map(({ ids, logProbability }) => ({ ids, logProbability: logProbability - best }));
}

function mostLikely(ways: readonly Sequence[]): Sequence[] {
  const sorted = [...ways].sort((a, b) => b.logProbability - a.logProbability);
  const best = sorted[0]?.logProbability ?? 0;
  return sorted.filter(({ logProbability }) => logProbability >= best - WIDTH).slice(0, MOST_WAYS);
}

/** The first of each. */
function distinct(ways: readonly Sequence[]): Sequence[] {
  const seen = new Set<string>();
  return ways.filter(({ ids }) => seen.size < seen.add(ids.join(' ')).size);
}
