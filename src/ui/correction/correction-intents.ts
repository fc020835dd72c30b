import type { WordPlace } from '../../captions/correction';
import type { Edit } from '../../captions/edit';
import type { TextHit } from '../../captions/replacing';
import type { LineRange } from '../../captions/heard-again';
import type { Segment } from '../../contract/transcript';

/** What a person can ask of the transcript; the session's editor has this shape, as main.ts joins the two. */
export interface CorrectionIntents {
  /** Null where nothing changed; so below. */
  correct(place: WordPlace, text: string): Edit | null;
  /** Goes back to what the engine wrote in a line. */
  restoreHeard(place: Pick<WordPlace, 'source' | 'line'>): Edit | null;
  /** Says that words are right as they stand. */
  confirm(place: WordPlace): Edit | null;
  /** Makes two lines of one: the second begins with the first word of the place. */
  split(place: WordPlace): Edit | null;
  /** Makes one line of a line and the one before it. */
  join(place: Pick<WordPlace, 'source' | 'line'>): Edit | null;
  /** Writes a text in the place of others, in one step. */
  replace(hits: readonly TextHit[], text: string): Edit | null;
  /** Puts what an engine wrote of the same sound in the place of lines. */
  replaceLines(range: LineRange, written: readonly Segment[]): Edit | null;
  undo(): Edit | null;
  redo(): Edit | null;
  /** Whether a word is in the person's list already. */
  isListed(word: string): boolean;
  /** False where the list is full. */
  addWord(word: string): boolean;
}
