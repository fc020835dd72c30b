import { lineAt, samePlace, type WordPlace } from '../../captions/correction';
import { writtenWords } from '../../captions/timed-words';
import type { Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import type { WordSound } from '../editor/word-sound';
import { UNSURE_BELOW } from '../reading/unsure-words';
import { rowOf, wordsRange } from './caption-words';
import { CorrectionField } from './correction-field';
import type { CorrectionIntents } from './correction-intents';
import type { CorrectionReport } from './correction-report';
import type { FieldOffer } from './field-buttons';
import type { LineEditing } from './line-editing';
import type { WordCursor } from './word-cursor';
import { alternativesOf, countWords, wordsIn } from './word-text';

export interface EditingDeps {
  readonly intents: Pick<CorrectionIntents, 'correct' | 'restoreHeard' | 'confirm'>;
  readonly transcript: () => Transcript;
  readonly cursor: WordCursor;
  readonly report: CorrectionReport;
  readonly lines: LineEditing;
  readonly sound: WordSound;
  /** The field was opened: it wants its place. */
  readonly onOpened: () => void;
  /** The next unsure word is wanted, or the one before. */
  readonly nextUnsure: (by: 1 | -1) => void;
}

/** Words that are being corrected, in a field over them. */
export class WordEditing {
  readonly #field: CorrectionField;
  /** What the open field is over. */
  #open: { readonly place: WordPlace; readonly line: Segment } | null = null;

  constructor(private readonly deps: EditingDeps) {
    const { cursor, lines, sound } = deps;
    this.#field = new CorrectionField({
      keep: () => {
        this.keep(true);
        cursor.focus();
      },
      giveUp: () => {
        this.#close();
        cursor.focus();
      },
      asHeard: () => {
        this.#restore();
        cursor.focus();
      },
      step: (by) => this.#step(by),
      left: () => {
        this.keep();
      },
      hear: () => {
        if (this.#open !== null) void sound.toggleLoop(this.#open.place);
      },
      split: () => {
        this.#keepAnd((place) => {
          lines.split(place);
        });
      },
      join: () => {
        this.#keepAnd((place) => {
          lines.join(place);
        });
      },
      nextUnsure: deps.nextUnsure,
    });
  }

  get element(): HTMLElement {
    return this.#field.element;
  }

  /** The words that the open field is over; null where it is closed. */
  get place(): WordPlace | null {
    return this.#open?.place ?? null;
  }

  /** Opens the field; what was typed in it over other words is kept. */
  open(place: WordPlace): void {
    this.keep();
    const line = lineAt(this.deps.transcript(), place);
    if (line === undefined) return;
    this.deps.cursor.choose(place);
    this.#open = { place, line };
    this.#field.open(wordsIn(line, place), this.#offerFor(line, place));
    this.deps.onOpened();
    this.bringIntoView();
  }

  /** The open field reaches below its word. */
  bringIntoView(): void {
    if (this.#open !== null) this.#field.bringIntoView();
  }

  /**
   * Puts what was typed into the transcript, and closes the field.
   *
   * @param sure the person says that it is right, changed or not.
   */
  keep(sure = false): void {
    if (this.#open === null) return;
    const { place, line } = this.#open;
    const { text } = this.#field;
    this.#close();
    const { intents, cursor, report } = this.deps;
    const edit = intents.correct(place, text);
    cursor.choose({ ...place, to: place.from + Math.max(1, countWords(text)) });
    if (edit !== null) report.corrected(edit, wordsIn(line, place), text.trim());
    else if (sure && isUnsure(line, place)) report.confirmed(intents.confirm(place), wordsIn(line, place));
  }

  /** Call after captions were drawn: the field stays over its words, and closes only where their line is gone. */
  drawn(): void {
    if (this.#open === null) return;
    const { place, line: before } = this.#open;
    const line = lineAt(this.deps.transcript(), place);
    if (line === undefined) this.#close();
    else if (line !== before) {
      const from = samePlace(before, line, place.from);
      this.#open = { place: { ...place, from, to: from + place.to - place.from }, line };
    }
  }

  /** @param corner what the place of the field is counted from, and the room that there is for it. */
  layOut(corner: DOMRectReadOnly): void {
    if (this.#open === null) return;
    const { place, line } = this.#open;
    const row = rowOf(place);
    const box = row && wordsRange(row, line, place)?.getClientRects()[0];
    if (!box) return;
    const { left, top, width, height } = box;
    this.#field.moveTo(new DOMRect(left - corner.left, top - corner.top, width, height), corner.width);
  }

  #offerFor(line: Segment, place: WordPlace): FieldOffer {
    const { sound, lines } = this.deps;
    return {
      heard: line.heard?.text,
      alternatives: alternativesOf(line, place),
      canHear: sound.canHear(place),
      canSplit: place.from > 0,
      canJoin: lines.canJoin(place),
    };
  }

  #close(): void {
    if (this.#open !== null) this.deps.sound.endLoop();
    this.#open = null;
    this.#field.close();
  }

  #keepAnd(work: (place: WordPlace) => void): void {
    if (this.#open === null) return;
    const { place } = this.#open;
    this.keep();
    work(place);
  }

  #restore(): void {
    if (this.#open === null) return;
    const { place } = this.#open;
    this.#close();
    const edit = this.deps.intents.restoreHeard(place);
    if (edit !== null) this.deps.report.restored(edit);
  }

  /** Keeps what was typed and goes on with the word before or behind; false where the line has none. */
  #step(by: 1 | -1): boolean {
    if (this.#open === null) return false;
    const { place, line } = this.#open;
    const typed = countWords(this.#field.text);
    const count = writtenWords(line).length - (place.to - place.from) + typed;
    const from = by > 0 ? place.from + typed : place.from - 1;
    if (from < 0 || from >= count) return false;
    this.open({ ...place, from, to: from + 1 });
    return true;
  }
}

function isUnsure(line: Segment, { from, to }: WordPlace): boolean {
  return writtenWords(line)
    .slice(from, to)
    .some(({ confidence }) => confidence < UNSURE_BELOW);
}
