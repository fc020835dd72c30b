import { asHeard, correction, type WordPlace } from '../captions/correction';
import { confirmation } from '../captions/doubtful-words';
import type { Edit } from '../captions/edit';
import { NO_EDITS, recorded, redoStep, undoStep, type HistoryStep } from '../captions/edit-history';
import { heardAgain, type LineRange } from '../captions/heard-again';
import { joinLines, splitLine } from '../captions/line-edits';
import { replacing, type TextHit } from '../captions/replacing';
import type { Segment } from '../contract/transcript';
import type { SessionStore } from './session-store';

/** What the editor wants of the person's words. */
interface WordList {
  has(word: string): boolean;
  add(word: string): boolean;
}

/** A person's work on the transcript: each step goes into the store, and can be taken back. */
export class TranscriptEditor {
  #history = NO_EDITS;

  /** @param words gives the list in use. */
  constructor(
    private readonly store: Pick<SessionStore, 'transcript' | 'write'>,
    private readonly words: () => WordList,
  ) {}

  /**
   * Writes other words in the place of some.
   *
   * @returns what was done; null where nothing changed.
   */
  correct(place: WordPlace, text: string): Edit | null {
    return this.#do(correction(this.store.transcript, place, text));
  }

  /** Goes back to what the engine wrote in a line, as a step of its own. */
  restoreHeard(place: Pick<WordPlace, 'source' | 'line'>): Edit | null {
    return this.#do(asHeard(this.store.transcript, place));
  }

  /** Says that words are right as they stand. */
  confirm(place: WordPlace): Edit | null {
    return this.#do(confirmation(this.store.transcript, place));
  }

  /** Makes two lines of one: the second begins with the first word of the place. */
  split(place: WordPlace): Edit | null {
    return this.#do(splitLine(this.store.transcript, place));
  }

  /** Makes one line of a line and the one before it. */
  join(place: Pick<WordPlace, 'source' | 'line'>): Edit | null {
    return this.#do(joinLines(this.store.transcript, place));
  }

  /** Writes a text in the place of others, all in one step. */
  replace(hits: readonly TextHit[], text: string): Edit | null {
    return this.#do(replacing(this.store.transcript, hits, text));
  }

  /** Puts what an engine wrote of the same sound in the place of lines. */
  replaceLines(range: LineRange, written: readonly Segment[]): Edit | null {
    return this.#do(heardAgain(this.store.transcript, range, written));
  }

  /** @returns what was done to the transcript; null where there is nothing to undo in it. */
  undo(): Edit | null {
    return this.#step(undoStep(this.#history, this.store.transcript));
  }

  /** As undo(). */
  redo(): Edit | null {
    return this.#step(redoStep(this.#history, this.store.transcript));
  }

  isListed(word: string): boolean {
    return this.words().has(word);
  }

  /** Captions listen for the word from now on; false where the list is full. */
  addWord(word: string): boolean {
    return this.words().add(word);
  }

  #do(edit: Edit | null): Edit | null {
    return this.#step(edit && { edit, history: recorded(this.#history, edit) });
  }

  #step(step: HistoryStep | null): Edit | null {
    if (step === null) return null;
    this.#history = step.history;
    this.store.write({ type: 'edited', edit: step.edit });
    return step.edit;
  }
}
