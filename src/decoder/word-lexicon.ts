/** How a word may sound. */
export interface Pronunciation {
  readonly word: number;
  /** Ids of phonemes, in the order of time. */
  readonly phonemes: readonly number[];
  /** Natural logarithm of the share of this pronunciation among the word's. */
  readonly logProbability: number;
}

export interface TreeNode {
  /** The phoneme that leads here; 0 at the root. */
  readonly phoneme: number;
  readonly children: TreeNode[];
  /** Words whose pronunciation ends here. */
  readonly words: { readonly word: number; readonly logProbability: number }[];
  /** Upper bound of the unigram logarithm of all words at or below. */
  bound: number;
  readonly id: number;
}

/** Pronunciations as a tree: words that begin alike share their nodes (Ney et al. 1992). */
export class WordLexicon {
  readonly root: TreeNode;
  readonly nodes: number;

  /** @param unigram natural logarithm of a word's probability, by id. */
  constructor(pronunciations: Iterable<Pronunciation>, unigram: (word: number) => number) {
    let nodes = 0;
    const node = (phoneme: number): TreeNode => ({ phoneme, children: [], words: [], bound: -Infinity, id: nodes++ });
    this.root = node(0);
    for (const { word, phonemes, logProbability } of pronunciations) {
      const bound = unigram(word) + logProbability;
      let at = this.root;
      at.bound = Math.max(at.bound, bound);
      for (const phoneme of phonemes) {
        let next = at.children.find((child) => child.phoneme === phoneme);
        if (next === undefined) {
          next = node(phoneme);
          at.children.push(next);
        }
        next.bound = Math.max(next.bound, bound);
        at = next;
      }
      at.words.push({ word, logProbability });
    }
    this.nodes = nodes;
  }
}
