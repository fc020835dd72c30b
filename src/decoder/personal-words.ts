import type { Sequence } from './sequence-search';
import { stepTo, UNKNOWN_WORD, type TreeNode } from './word-lexicon';
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
  const grow = (phoneme: number): TreeNode => ({
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
      for (const phoneme of ids) at = stepTo(at, phoneme, bound, grow);
      if (at !== own) at.words = [...at.words, { word: firstId + index, logProbability }];
    }
  }
  const { root } = lexicon;
  const bound = Math.max(root.bound, PERSONAL_LOG_PROBABILITY);
  return { root: { ...root, bound, children: [...root.children, ...own.children] }, nodes };
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
