import type { WordPlace } from '../../captions/correction';
import { writtenWords } from '../../captions/timed-words';
import type { Segment } from '../../contract/transcript';
import { byId } from '../dom';
import { UNSURE_BELOW } from '../reading/unsure-words';
import { lineOf, newestRow, rowBeside, rowOf, wordsRange } from './caption-words';

const HIGHLIGHT = 'word-chosen';
/** How many words on a key leads. */
const WORD_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
};

export interface CursorDeps {
  readonly lineAt: (place: Pick<WordPlace, 'source' | 'line'>) => Segment | undefined;
  /** Enter was pressed on a line: its words are to be heard, or all of it. */
  readonly onHear: (place: WordPlace, wholeLine: boolean) => void;
  /** The space bar: pauses, or goes on. False where there is nothing to pause. */
  readonly onSpace: () => boolean;
  /** Other words were chosen by a key. */
  readonly onChosen: (words: string, index: number, count: number) => void;
}

/**
 * The words that a key would correct. One line is in the order of the Tab key: the last that was used, or the newest.
 * The words are marked without an element of their own, as the captions are a live region.
 */
export class WordCursor {
  #row: HTMLElement | null = null;
  #place: WordPlace | null = null;

  constructor(private readonly deps: CursorDeps) {
    const captions = byId('captions', HTMLDivElement);
    captions.addEventListener('focusin', () => {
      this.#place = this.place;
      this.#mark();
    });
    captions.addEventListener('focusout', () => {
      this.#mark();
    });
    captions.addEventListener('keydown', (event) => {
      this.#key(event);
    });
  }

  /** A line has the keyboard's focus. */
  get isShown(): boolean {
    return this.#row !== null && document.activeElement === this.#row;
  }

  /** The chosen words, or one of the newest line; null where there is no line. */
  get place(): WordPlace | null {
    return this.chosen ?? this.#wordIn(newestRow());
  }

  /** Words that a person has chosen; null where they have chosen none, or their line is gone. */
  get chosen(): WordPlace | null {
    return this.#place !== null && this.deps.lineAt(this.#place) !== undefined ? this.#place : null;
  }

  choose(place: WordPlace): void {
    this.#place = place;
    this.drawn();
  }

  /** Puts the keyboard on the line of the chosen words. */
  focus(): void {
    this.#row?.focus();
  }

  /** As focus(), after a click: nothing moves. */
  focusInPlace(): void {
    this.#row?.focus({ preventScroll: true });
  }

  /** Call after captions were drawn: a row may be another one. */
  drawn(): void {
    const { place } = this;
    const row = place && rowOf(place);
    if (row !== this.#row) {
      this.#row?.removeAttribute('tabindex');
      this.#row?.removeAttribute('aria-describedby');
      row?.setAttribute('tabindex', '0');
      row?.setAttribute('aria-describedby', 'correction-hint');
      this.#row = row;
    }
    this.#mark();
  }

  #key(event: KeyboardEvent): void {
    const { key, shiftKey } = event;
    const place = this.#place;
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (place === null || hasModifier || document.activeElement !== this.#row) return;
    const words = WORD_STEPS[key];
    if (key === 'Enter') this.deps.onHear(place, shiftKey);
    else if (key === ' ') {
      // Else the page scrolls, as pages do.
      if (!this.deps.onSpace()) return;
    } else if (key === 'ArrowUp' || key === 'ArrowDown') this.#toLine(key === 'ArrowUp' ? -1 : 1);
    else if (words !== undefined) this.#toWord(place, words, shiftKey);
    else return;
    event.preventDefault();
  }

  /** @param extend adds words to the chosen ones, or takes them off. */
  #toWord(place: WordPlace, by: number, extend: boolean): void {
    const line = this.deps.lineAt(place);
    const words = line === undefined ? [] : writtenWords(line);
    const last = words.length - 1;
    const from = extend ? place.from : Math.max(0, Math.min(last, place.from + by));
    const to = extend ? Math.max(from + 1, Math.min(last + 1, place.to + by)) : from + 1;
    this.choose({ ...place, from, to });
    const chosen = words.slice(from, to).map(({ word }) => word);
    this.deps.onChosen(chosen.join(' '), from, words.length);
  }

  #toLine(by: 1 | -1): void {
    const place = this.#wordIn(rowBeside(this.#row, by));
    if (place === null) return;
    this.choose(place);
    this.focus();
  }

  /** The first word of a line that the model was unsure of, or its first. */
  #wordIn(row: HTMLElement | null): WordPlace | null {
    const at = row && lineOf(row);
    const line = at === null ? undefined : this.deps.lineAt(at);
    if (at === null || line === undefined) return null;
    const unsure = writtenWords(line).findIndex(({ confidence }) => confidence < UNSURE_BELOW);
    const from = Math.max(0, unsure);
    return { ...at, from, to: from + 1 };
  }

  #mark(): void {
    if (!('highlights' in CSS)) return;
    const row = this.isShown ? this.#row : null;
    const place = this.#place;
    const line = place === null ? undefined : this.deps.lineAt(place);
    const range = row && place && line ? wordsRange(row, line, place) : null;
    if (range === null) CSS.highlights.delete(HIGHLIGHT);
    else CSS.highlights.set(HIGHLIGHT, new Highlight(range));
  }
}
