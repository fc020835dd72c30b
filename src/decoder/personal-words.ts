import type { Sequence } from './sequence-search';
import { UNKNOWN_WORD, withChildren, type TreeNode } from './word-lexicon';
import type { Context } from './word-model';

/** A word or term that a person listed, and how it may sound. */
export interface PersonalTerm {
  /** As it is to be written; may hold spaces. */
  readonly text: string;
  /** Letters by which it may be known: its own, and those that tell how it sounds. */
  readonly spellings: readonly string[];
  /** Phonemes, with natural logarithms of how likely each way is; the likeliest has 0. */
  readonly ways: readonly Sequence[];
}

/** What a search needs of a lexicon and of a language model. */
export interface SearchableTree {
  readonly root: TreeNode;
  readonly nodes: number;
}

export interface FollowModel {
  follow(context: Context, word: number): { logProbability: number; context: Context };
}

/** A node while its tree grows. */
interface OwnNode extends TreeNode {
  readonly children: OwnNode[];
  readonly words: TreeNode['words'][number][];
  bound: number;
}

/** Natural logarithm of the probability of a listed word, whatever goes before it: about that of a word in 400. */
export const PERSONAL_LOG_PROBABILITY = -6;

/**
 * The tree with the person's words beside the lexicon's: shallow fusion on the level of words (Zhao et al. 2019,
 * "Shallow-fusion end-to-end contextual biasing"). What favours them is in the bound of each node, so a hypothesis
 * inside one that never ends has no gain from it.
 *
 * @param firstId id of the first term; the others follow.
 */
export function withPersonalTree(
  lexicon: SearchableTree,
  terms: readonly PersonalTerm[],
  firstId: number,
): SearchableTree {
  let { nodes } = lexicon;
  const grow = (phoneme: number): OwnNode => ({
    id: nodes++,
    phoneme,
    children: [],
    words: [],
    bound: -Infinity,
    unknown: false,
  });
  const own = grow(0);
  for (const [index, { ways }] of terms.entries()) {
    for (const { ids, logProbability } of ways) {
      const bound = PERSONAL_LOG_PROBABILITY + logProbability;
      let at = own;
      for (const phoneme of ids) {
        let next = at.children.find((child) => child.phoneme === phoneme);
        if (next === undefined) at.children.push((next = grow(phoneme)));
        next.bound = Math.max(next.bound, bound);
        at = next;
      }
      if (at !== own) at.words.push({ word: firstId + index, logProbability });
    }
  }
  const { root } = lexicon;
  const children = [...root.children, ...own.children];
  return { root: withChildren(root, children, PERSONAL_LOG_PROBABILITY), nodes };
}

/** The model with the person's words: what follows one is what follows an unknown word. */
export function withPersonalModel(model: FollowModel, firstId: number): FollowModel {
  return {
    follow: (context, word) =>
      word < firstId
        ? model.follow(context, word)
        : { logProbability: PERSONAL_LOG_PROBABILITY, context: UNKNOWN_WORD },
  };
}
