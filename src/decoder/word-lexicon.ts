/** How a word may sound. */
export interface Pronunciation {
  readonly word: number;
  /** Ids of phonemes, in the order of time. */
  readonly phonemes: Iterable<number>;
  /** Natural logarithm of the share of this pronunciation among the word's. */
  readonly logProbability: number;
}

/** A place inside a word: what was said of it so far. */
export interface TreeNode {
  readonly id: number;
  /** The phoneme that leads here; 0 at the root. */
  readonly phoneme: number;
  children: readonly TreeNode[];
  /** Words whose pronunciation ends here. */
  words: readonly { readonly word: number; readonly logProbability: number }[];
  /** The best unigram logarithm of the words at or below: what may be hoped for. */
  bound: number;
  /** Inside a word that the lexicon has not. */
  readonly unknown: boolean;
}

/** Stands for words that the lexicon has not. */
export const UNKNOWN_WORD = 1;

/**
 * Of 120,000 nodes most have one child and no word. An array that push() begins has room for seventeen: the collector
 * would be busier than the tree, for which captions wait when a recognizer is started again.
 */
const NONE: readonly never[] = [];

/**
 * Pronunciations as a tree: words that begin alike share their nodes (Ney et al. 1992, "Improvements in beam
 * search for 10,000-word continuous speech recognition"). Beside it any phonemes at all make an unknown word.
 */
export class WordLexicon {
  readonly root: TreeNode;
  /** Number of nodes; their ids are below it. */
  readonly nodes: number;

  /**
   * @param phonemes number of classes, the blank 0 included.
   * @param unigram natural logarithm of a word's probability.
   */
  constructor(pronunciations: Iterable<Pronunciation>, phonemes: number, unigram: (word: number) => number) {
    let nodes = 0;
    const grow = (phoneme: number, unknown = false): TreeNode => ({
      id: nodes++,
      phoneme,
      children: NONE,
      words: NONE,
      bound: -Infinity,
      unknown,
    });
    this.root = grow(0);
    for (const { word, phonemes: sounds, logProbability } of pronunciations) {
      const bound = unigram(word) + logProbability;
      let at = this.root;
      at.bound = Math.max(at.bound, bound);
      for (const phoneme of sounds) at = stepTo(at, phoneme, bound, grow);
      at.words = withOneMore(at.words, { word, logProbability });
    }
    const anything = Array.from({ length: phonemes - 1 }, (_, index) => grow(index + 1, true));
    for (const node of anything) {
      node.bound = this.root.bound;
      node.children = anything;
      node.words = [{ word: UNKNOWN_WORD, logProbability: 0 }];
    }
    this.root.children = [...this.root.children, ...anything];
    this.nodes = nodes;
  }
}

/** The child of `at` with this phoneme, grown where there is none, under which a word is at least as likely as `bound`. */
export function stepTo(
  at: TreeNode,
  phoneme: number,
  bound: number,
  grow: (phoneme: number) => TreeNode,
): TreeNode {
  let next = childWith(at, phoneme);
  if (next === undefined) {
    next = grow(phoneme);
    at.children = withOneMore(at.children, next);
  }
  next.bound = Math.max(next.bound, bound);
  return next;
}

function childWith({ children }: TreeNode, phoneme: number): TreeNode | undefined {
  for (const child of children) if (child.phoneme === phoneme) return child;
  return undefined;
}

function withOneMore<T>(items: readonly T[], item: T): readonly T[] {
  return items.length === 0 ? [item] : [...items, item];
}
