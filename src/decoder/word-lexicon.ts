/** How words may sound: pronunciations, each of one word. */
export interface PronunciationTable {
  /** The word of each. */
  readonly words: Uint16Array;
  /** Where the phonemes of each begin in `sounds`; one more for the end. */
  readonly offsets: Uint32Array;
  /** Ids of phonemes, in the order of time. */
  readonly sounds: Uint8Array;
  /** Natural logarithm of the share of each among its word's. */
  readonly logProbabilities: Float32Array;
}

/** A place inside a word: what was said of it so far. */
export interface TreeNode {
  readonly id: number;
  /** The phoneme that leads here; 0 at the root. */
  readonly phoneme: number;
  readonly children: readonly TreeNode[];
  /** Words whose pronunciation ends here. */
  readonly words: readonly { readonly word: number; readonly logProbability: number }[];
  /** The best unigram logarithm of the words at or below: what may be hoped for. */
  readonly bound: number;
  /** Inside a word that the lexicon has not. */
  readonly unknown: boolean;
}

/** Stands for words that the lexicon has not. */
export const UNKNOWN_WORD = 1;

/**
 * Pronunciations as a tree: words that begin alike share their nodes (Ney et al. 1992, "Improvements in beam
 * search for 10,000-word continuous speech recognition"). Beside it any phonemes at all make an unknown word.
 *
 * A node grows what follows it when it is first asked: of 120,000 nodes speech comes to a few thousand, and a recognizer
 * that is started again cannot wait for the others.
 */
export class WordLexicon {
  readonly root: TreeNode;
  /** More than any node's id. */
  readonly nodes: number;

  /**
   * @param phonemes number of classes, the blank 0 included.
   * @param unigram natural logarithm of a word's probability.
   */
  constructor(table: PronunciationTable, phonemes: number, unigram: (word: number) => number) {
    const { words, logProbabilities, sounds } = table;
    const bounds = new Float64Array(words.length);
    for (let index = 0; index < words.length; index += 1)
      bounds[index] = unigram(words[index] ?? 0) + (logProbabilities[index] ?? 0);
    let grown = 0;
    const nextId = (): number => grown++;
    const all = new Uint32Array(words.length).map((_, index) => index);
    const bound = bounds.reduce((best, other) => Math.max(best, other), -Infinity);
    const root = new LazyNode({ table, bounds, nextId }, all, 0, 0, bound);
    const anything: TreeNode[] = [];
    for (let phoneme = 1; phoneme < phonemes; phoneme += 1) {
      const ends = [{ word: UNKNOWN_WORD, logProbability: 0 }];
      anything.push({ id: nextId(), phoneme, children: anything, words: ends, bound, unknown: true });
    }
    this.root = withChildren(root, [...root.children, ...anything]);
    this.nodes = 1 + sounds.length + anything.length;
  }
}

/** A node like this one, with other children, and better where `bound` is. */
export function withChildren(
  { id, phoneme, words, bound, unknown }: TreeNode,
  children: readonly TreeNode[],
  atLeast = -Infinity,
): TreeNode {
  return { id, phoneme, children, words, bound: Math.max(bound, atLeast), unknown };
}

interface Grower {
  readonly table: PronunciationTable;
  /** Of each pronunciation: the unigram logarithm of its word, and its own. */
  readonly bounds: Float64Array;
  nextId(): number;
}

class LazyNode implements TreeNode {
  readonly id: number;
  readonly unknown = false;
  #members: Iterable<number> | undefined;
  #children: TreeNode[] = [];
  #words: { word: number; logProbability: number }[] = [];

  /** @param members the pronunciations whose first `depth` phonemes lead here. */
  constructor(
    private readonly grower: Grower,
    members: Iterable<number>,
    private readonly depth: number,
    readonly phoneme: number,
    readonly bound: number,
  ) {
    this.#members = members;
    this.id = grower.nextId();
  }

  get children(): readonly TreeNode[] {
    if (this.#members !== undefined) this.#grow(this.#members);
    return this.#children;
  }

  get words(): TreeNode['words'] {
    if (this.#members !== undefined) this.#grow(this.#members);
    return this.#words;
  }

  #grow(members: Iterable<number>): void {
    this.#members = undefined;
    const { table, bounds } = this.grower;
    const { words, offsets, sounds, logProbabilities } = table;
    const branches = new Map<number, { members: number[]; bound: number }>();
    for (const member of members) {
      const at = (offsets[member] ?? 0) + this.depth;
      const phoneme = sounds[at] ?? 0;
      if (at === offsets[member + 1]) {
        this.#words.push({ word: words[member] ?? 0, logProbability: logProbabilities[member] ?? 0 });
        continue;
      }
      const bound = bounds[member] ?? -Infinity;
      const branch = branches.get(phoneme);
      if (branch === undefined) branches.set(phoneme, { members: [member], bound });
      else {
        branch.members.push(member);
        branch.bound = Math.max(branch.bound, bound);
      }
    }
    for (const [phoneme, { members: theirs, bound }] of branches)
      this.#children.push(new LazyNode(this.grower, theirs, this.depth + 1, phoneme, bound));
  }
}
