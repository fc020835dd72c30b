import type { TreeNode } from './word-lexicon';
import type { Context } from './word-model';

/** A word of the best hypothesis. */
export interface FoundWord {
  readonly word: number;
  readonly firstFrame: number;
  /** Inclusive. */
  readonly lastFrame: number;
  /** Geometric mean of the probabilities of its frames, 0 to 1. */
  readonly confidence: number;
}

/** The words of a hypothesis, from the last to the first. */
export interface Trace extends FoundWord {
  readonly before: Trace | undefined;
}

/** A place in the lexicon with the words before it. */
export interface Hypothesis {
  readonly node: TreeNode;
  readonly context: Context;
  /** The phoneme of the newest frame; 0 for a blank. */
  readonly phoneme: number;
  readonly score: number;
  /** Weighted logarithm of what was heard of the word so far, up to its last frame. */
  readonly heard: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly trace: Trace | undefined;
}

/** The hypotheses of one frame: of those at the same place, with the same words to come, the best. */
export class Beam {
  readonly #hypotheses = new Map<number, Hypothesis>();
  #best = -Infinity;

  constructor(
    private readonly nodes: number,
    private readonly width: number,
  ) {}

  put(hypothesis: Hypothesis): void {
    const { node, context, phoneme, score } = hypothesis;
    if (score < this.#best - this.width) return;
    this.#best = Math.max(this.#best, score);
    const place = (context * this.nodes + node.id) * 2 + (phoneme === 0 ? 0 : 1);
    const other = this.#hypotheses.get(place);
    if (other === undefined || other.score < score) this.#hypotheses.set(place, hypothesis);
  }

  kept(most: number): Hypothesis[] {
    const near = [...this.#hypotheses.values()].filter(({ score }) => score >= this.#best - this.width);
    return near.length <= most ? near : near.sort((a, b) => b.score - a.score).slice(0, most);
  }
}
