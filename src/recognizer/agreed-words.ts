import type { CaptionPace } from '../contract/recognizer-api';
import type { Word } from '../contract/transcript';

/** Successive hypotheses that must agree on a word, and on all before it, until it is shown. */
const AGREEMENT: Readonly<Record<CaptionPace, number>> = { quick: 1, balanced: 2, steady: 3 };

/** A word that lies so far behind what was heard does not change any more, or seldom. */
const SETTLED_MS = 640;

/**
 * Holds words back until successive hypotheses agree on them: what was only just said is often heard otherwise a
 * moment later (local agreement, Liu et al. 2020, arXiv:2005.11185). Capitals and marks need no agreement.
 */
export class AgreedWords {
  /** Newest last. */
  #earlier: readonly (readonly Word[])[] = [];

  constructor(private readonly pace: () => CaptionPace) {}

  /**
   * @param heardMs up to where in the stream the words were looked for.
   * @returns as many of the newest hypothesis's first words as those before it agree with.
   */
  add(words: readonly Word[], heardMs: number): readonly Word[] {
    const wanted = AGREEMENT[this.pace()] - 1;
    const earlier = wanted === 0 ? [] : this.#earlier.slice(-wanted);
    this.#earlier = [...this.#earlier, words].slice(-2);
    const agrees = ({ word, endMs }: Word, at: number): boolean =>
      heardMs - endMs >= SETTLED_MS ||
      (earlier.length === wanted && earlier.every((hypothesis) => isSame(hypothesis[at]?.word, word)));
    const doubtful = words.findIndex((word, at) => !agrees(word, at));
    return doubtful === -1 ? words : words.slice(0, doubtful);
  }
}

function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && bare(one) === bare(other);
}

/** What makes a word another word: neither case nor marks. */
export function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');
}
