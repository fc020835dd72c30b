import type { Edit } from '../../captions/edit';
import type { TextHit } from '../../captions/replacing';
import { texts } from '../../i18n/language';
import { lineOf } from '../correction/caption-words';
import type { CorrectionReport } from '../correction/correction-report';
import { byId } from '../dom';
import type { DrawnCaption } from './search-bar';
import type { Hit } from './transcript-search';

export interface ReplaceDeps {
  /** Null where nothing changed. */
  readonly replace: (hits: readonly TextHit[], text: string) => Edit | null;
  /** @returns whether there was anything to undo. */
  readonly undo: () => boolean;
  readonly report: Pick<CorrectionReport, 'done'>;
}

/** What the search has found, as it is now. */
export interface FoundNow {
  readonly hits: () => readonly Hit[];
  /** Index of the hit that one is at; below 0 where there is none. */
  readonly current: () => number;
  readonly captions: () => readonly DrawnCaption[];
  /** What is looked for. */
  readonly field: HTMLInputElement;
  /** Goes to the first hit from a character of a caption on, or to the first of all. */
  readonly goOn: (caption: number, from: number) => void;
}

/** Writes other words in the place of those that were found: one after the other, or all in one step. */
export class ReplaceBar {
  readonly #bar = byId('replace-bar', HTMLDivElement);
  readonly #toggle = byId('replace-open', HTMLButtonElement);
  readonly #field = byId('replace-field', HTMLInputElement);
  readonly #one = byId('replace-one', HTMLButtonElement);
  readonly #all = byId('replace-all', HTMLButtonElement);
  /** The newest thing done in the bar was to replace: undo means that, and not what was typed. */
  #hasReplaced = false;

  constructor(
    private readonly deps: ReplaceDeps,
    private readonly found: FoundNow,
  ) {
    this.#toggle.addEventListener('click', () => {
      if (this.#bar.hidden) this.open();
      else this.#close();
    });
    this.#one.addEventListener('click', () => {
      this.#replaceOne();
    });
    this.#all.addEventListener('click', () => {
      this.#replaceAll();
    });
    const form = byId('search-bar', HTMLFormElement);
    form.addEventListener('input', () => {
      this.#hasReplaced = false;
    });
    form.addEventListener('keydown', (event) => {
      if (this.#key(event)) event.preventDefault();
    });
  }

  /** The keyboard goes to the new words; where nothing is looked for yet, to what they take the place of. */
  open(): void {
    this.#bar.hidden = false;
    this.#toggle.ariaExpanded = 'true';
    const field = this.found.field.value === '' ? this.found.field : this.#field;
    field.focus();
    field.select();
    this.draw();
  }

  /** Call after the hits have changed. */
  draw(): void {
    const none = this.found.hits().length === 0;
    // The keyboard would be nowhere.
    if (none && [this.#one, this.#all].some((button) => button === document.activeElement))
      this.#field.focus();
    this.#one.disabled = none;
    this.#all.disabled = none;
  }

  #close(): void {
    this.#bar.hidden = true;
    this.#toggle.ariaExpanded = 'false';
  }

  #key({ key, target, ctrlKey, metaKey, shiftKey, isComposing }: KeyboardEvent): boolean {
    const withCommand = ctrlKey || metaKey;
    if (key === 'Enter' && target === this.#field && !isComposing) {
      if (withCommand) this.#replaceAll();
      else this.#replaceOne();
      return true;
    }
    // On a button the page's own undo is at hand.
    const undoes =
      key.toLowerCase() === 'z' && withCommand && !shiftKey && target instanceof HTMLInputElement;
    return undoes && this.#hasReplaced && this.deps.undo();
  }

  /** Replaces the hit that one is at, and goes to the one behind. */
  #replaceOne(): void {
    const hit = this.found.hits()[this.found.current()];
    if (hit === undefined) {
      this.found.goOn(0, 0);
      return;
    }
    const left = this.found.captions().length;
    const edit = this.#replace([hit]);
    if (edit === null) return;
    this.deps.report.done(edit, texts().editor.replaced(1));
    // A line of which nothing is left is gone.
    const gone = this.found.captions().length < left;
    this.found.goOn(hit.caption, gone ? 0 : hit.start + this.#field.value.length);
  }

  #replaceAll(): void {
    const hits = this.found.hits();
    const edit = this.#replace(hits);
    if (edit !== null) this.deps.report.done(edit, texts().editor.replaced(hits.length));
  }

  #replace(hits: readonly Hit[]): Edit | null {
    const places = hits.flatMap(({ caption, start, end }): TextHit[] => {
      const drawn = this.found.captions()[caption];
      const line = drawn === undefined ? null : lineOf(drawn.row);
      if (drawn === undefined || line === null) return [];
      return [{ ...line, start, end, found: drawn.segment.text.slice(start, end) }];
    });
    const edit = this.deps.replace(places, this.#field.value);
    this.#hasReplaced = edit !== null;
    return edit;
  }
}
