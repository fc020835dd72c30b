import { lineAt, type WordPlace } from '../../captions/correction';
import type { Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { texts } from '../../i18n/language';
import { byId, isTyping, setText } from '../dom';
import { lineOf, selectedWords, wordAt } from './caption-words';
import type { CorrectionIntents } from './correction-intents';
import { CorrectionReport } from './correction-report';
import { WordCursor } from './word-cursor';
import { WordEditing } from './word-editing';

/** Corrects words of finished captions where they stand, by mouse, finger and keyboard. */
export class CorrectionView {
  readonly #captions = byId('captions', HTMLDivElement);
  readonly #layer = byId('correction', HTMLDivElement);
  readonly #cursor: WordCursor;
  readonly #report: CorrectionReport;
  readonly #editing: WordEditing;
  #transcript: Transcript = { sources: [] };

  constructor(private readonly intents: CorrectionIntents) {
    const said = byId('correction-said', HTMLParagraphElement);
    const transcript = (): Transcript => this.#transcript;
    this.#cursor = new WordCursor({
      lineAt: (place) => this.#lineAt(place),
      onEnter: (place) => {
        this.#editing.open(place);
      },
      onChosen: (words, index, count) => {
        setText(said, texts().corrections.chosen(words, index + 1, count));
      },
    });
    this.#report = new CorrectionReport(intents, said, {
      transcript,
      undo: () => void this.#travel('undo'),
      redo: () => void this.#travel('redo'),
      onShown: () => {
        this.#layOut();
      },
      onDismissed: (hadFocus) => {
        if (hadFocus) this.#cursor.focus();
      },
    });
    this.#editing = new WordEditing({
      intents,
      transcript,
      cursor: this.#cursor,
      report: this.#report,
      onOpened: () => {
        this.#layOut();
      },
    });
    // The field is drawn over the offer.
    this.#layer.prepend(this.#report.element, this.#editing.element);
    this.#captions.addEventListener('dblclick', (event) => {
      const place = this.#placeAt(event);
      if (place !== null) this.#editing.open(place);
    });
    // Keys go on from where one has pointed.
    this.#captions.addEventListener('click', (event) => {
      const place = this.#placeAt(event);
      if (place !== null) this.#cursor.choose(place);
    });
    window.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    new ResizeObserver(() => {
      this.#layOut();
    }).observe(this.#captions);
  }

  /** A person is at work on a caption: it must not be moved away. */
  get isBusy(): boolean {
    return this.#cursor.isShown || this.#layer.contains(document.activeElement);
  }

  /** Call after captions were drawn, with what was drawn. */
  drawn(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#cursor.drawn();
    this.#editing.drawn();
    this.#layOut();
  }

  #lineAt(place: Pick<WordPlace, 'source' | 'line'>): Segment | undefined {
    return lineAt(this.#transcript, place);
  }

  #key(event: KeyboardEvent): void {
    if (isTyping() || event.altKey || document.querySelector('dialog[open]') !== null) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      const redo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!redo && key !== 'z') return;
      if (this.#travel(redo ? 'redo' : 'undo')) event.preventDefault();
    } else if (key === 'f2') {
      const place = selectedWords((of) => this.#lineAt(of)) ?? this.#cursor.place;
      if (place !== null) this.#editing.open(place);
      event.preventDefault();
    }
  }

  /** @returns whether there was anything to undo, or to do again. */
  #travel(way: 'undo' | 'redo'): boolean {
    const { isShown } = this.#cursor;
    const edit = this.intents[way]();
    if (edit === null) return false;
    this.#report.travelled(way, edit);
    // The row that had the focus was drawn anew.
    if (isShown) this.#cursor.focus();
    return true;
  }

  #placeAt({ target, clientX, clientY }: MouseEvent): WordPlace | null {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
    const at = row && lineOf(row);
    const line = at === null ? undefined : this.#lineAt(at);
    const from = row && line ? wordAt(row, line, clientX, clientY) : null;
    return at === null || from === null ? null : { ...at, from, to: from + 1 };
  }

  #layOut(): void {
    const corner = this.#layer.getBoundingClientRect();
    this.#report.layOut(corner);
    this.#editing.layOut(corner);
  }
}
