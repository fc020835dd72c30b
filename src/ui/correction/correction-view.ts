import { lineAt, type WordPlace } from '../../captions/correction';
import type { Edit } from '../../captions/edit';
import type { LineRange } from '../../captions/heard-again';
import type { Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { texts } from '../../i18n/language';
import { byId, isTyping, setText } from '../dom';
import type { PageSound } from '../editor/page-sound';
import { UnsureTour } from '../editor/unsure-tour';
import { WordSound } from '../editor/word-sound';
import { lineOf, rowOf, selectedWords, wordAt } from './caption-words';
import type { CorrectionIntents } from './correction-intents';
import { CorrectionReport } from './correction-report';
import { LineEditing } from './line-editing';
import { WordCursor } from './word-cursor';
import { WordEditing } from './word-editing';

/** Hears and corrects words of finished captions where they stand, by mouse, finger and keyboard. */
export class CorrectionView {
  readonly report: CorrectionReport;
  readonly #captions = byId('captions', HTMLDivElement);
  readonly #layer = byId('correction', HTMLDivElement);
  readonly #cursor: WordCursor;
  readonly #lines: LineEditing;
  readonly #editing: WordEditing;
  readonly #sound: WordSound;
  readonly #tour: UnsureTour;
  #transcript: Transcript = { sources: [] };

  constructor(
    private readonly intents: CorrectionIntents,
    pageSound: PageSound,
  ) {
    const said = byId('correction-said', HTMLParagraphElement);
    const transcript = (): Transcript => this.#transcript;
    this.#sound = new WordSound(pageSound, transcript, said);
    this.#cursor = new WordCursor({
      lineAt: (place) => this.#lineAt(place),
      onHear: (place, wholeLine) =>
        void (wholeLine ? this.#sound.hearLine(place) : this.#sound.hear(place, true)),
      onSpace: () => this.#sound.toggle(),
      onChosen: (words, index, count) => {
        setText(said, texts().corrections.chosen(words, index + 1, count));
      },
    });
    this.report = new CorrectionReport(intents, said, {
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
    const [cursor, report, sound] = [this.#cursor, this.report, this.#sound];
    this.#lines = new LineEditing({ intents, transcript, cursor, report });
    this.#editing = new WordEditing({
      intents,
      transcript,
      cursor,
      report,
      sound,
      lines: this.#lines,
      onOpened: () => {
        this.#layOut();
      },
      nextUnsure: (by) => {
        this.#tour.go(by);
      },
    });
    this.#tour = new UnsureTour({ transcript, cursor, report, sound, said, editing: this.#editing });
    // The field is drawn over the offer.
    this.#layer.prepend(this.report.element, this.#editing.element);
    this.#listen();
    new ResizeObserver(() => {
      this.#layOut();
    }).observe(this.#captions);
    const dock = byId('dock', HTMLDivElement);
    new ResizeObserver(() => {
      this.#layer.style.setProperty('--dock-height', `${String(dock.offsetHeight)}px`);
      // The player of a sound that is heard takes room from the field.
      this.#editing.bringIntoView();
    }).observe(dock);
  }

  /** A person is at work on a caption: it must not be moved away. */
  get isBusy(): boolean {
    return this.#cursor.isShown || this.#layer.contains(document.activeElement);
  }

  /** @returns whether there was anything to undo. */
  undo(): boolean {
    return this.#travel('undo');
  }

  /** Words that a person has chosen; null where they have chosen none. */
  get chosen(): WordPlace | null {
    return this.#cursor.chosen;
  }

  /** The words that a key would correct: the chosen ones, or one of the newest line. */
  get place(): WordPlace | null {
    return this.#cursor.place;
  }

  /** Puts what was heard again in the place of lines; false where those are no longer what they were. */
  replaceLines(range: LineRange, written: readonly Segment[]): boolean {
    const edit = this.intents.replaceLines(range, written);
    if (edit === null) return false;
    this.report.done(edit, texts().again.replaced(written.length));
    this.#chooseIn(edit);
    return true;
  }

  /** Puts the keyboard on the line of the chosen words. */
  focus(): void {
    this.#cursor.focus();
  }

  /** Keys go on from a word that was pointed at elsewhere. */
  pointAt(place: WordPlace): void {
    this.#cursor.choose(place);
    rowOf(place)?.scrollIntoView({ block: 'center', behavior: 'instant' });
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

  #listen(): void {
    this.#captions.addEventListener('dblclick', (event) => {
      const place = this.#placeAt(event);
      if (place === null) return;
      this.#sound.pause();
      this.#editing.open(place);
    });
    this.#captions.addEventListener('click', (event) => {
      this.#click(event);
    });
    byId('next-unsure', HTMLButtonElement).addEventListener('click', () => {
      this.#tour.go(1);
    });
    window.addEventListener('keydown', (event) => {
      this.#key(event);
    });
  }

  #click(event: MouseEvent): void {
    const { target } = event;
    const time = target instanceof Element ? target.closest('.caption-time') : null;
    const row = time?.closest<HTMLElement>('#captions [data-line]');
    const timed = row ? lineOf(row) : null;
    if (timed !== null) void this.#sound.hearLine(timed);
    const place = this.#placeAt(event);
    if (place === null) return;
    // Keys go on from where one has pointed.
    this.#cursor.choose(place);
    // The second click of two corrects, and one that ends a selection selects.
    if (event.detail > 1 || getSelection()?.isCollapsed === false || !this.#sound.canHear(place)) return;
    this.#cursor.focusInPlace();
    void this.#sound.hear(place, false);
  }

  #key(event: KeyboardEvent): void {
    if (isTyping() || event.altKey || document.querySelector('dialog[open]') !== null) return;
    const key = event.key.toLowerCase();
    if (
      event.ctrlKey || event.metaKey ? this.#commandKey(key, event.shiftKey) : this.#functionKey(key, event)
    )
      event.preventDefault();
  }

  #functionKey(key: string, { shiftKey }: KeyboardEvent): boolean {
    if (key === 'f8') this.#tour.go(shiftKey ? -1 : 1);
    else if (key === 'f2') {
      const place = selectedWords((of) => this.#lineAt(of)) ?? this.#cursor.place;
      if (place !== null) this.#editing.open(place);
    } else return false;
    return true;
  }

  #commandKey(key: string, shift: boolean): boolean {
    const place = this.#cursor.isShown ? this.#cursor.place : null;
    if (key === 'enter' && place !== null) this.#lines.split(place);
    else if (key === 'backspace' && place !== null) this.#lines.join(place);
    else {
      const redo = key === 'y' || (key === 'z' && shift);
      return (redo || key === 'z') && this.#travel(redo ? 'redo' : 'undo');
    }
    return true;
  }

  /** @returns whether there was anything to undo, or to do again. */
  #travel(way: 'undo' | 'redo'): boolean {
    const { isShown, chosen } = this.#cursor;
    const edit = this.intents[way]();
    if (edit === null) return false;
    this.report.travelled(way, edit);
    if (chosen !== null && this.#lineAt(chosen) === undefined) this.#chooseIn(edit);
    // The row that had the focus was drawn anew.
    if (isShown) this.#cursor.focus();
    return true;
  }

  /** The line that was chosen is gone: those that came are where one was. */
  #chooseIn({ changes }: Edit): void {
    const [change] = changes;
    const line = change?.after[0];
    if (change !== undefined && line !== undefined)
      this.#cursor.choose({ source: change.source, line: line.id, from: 0, to: 1 });
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
    this.report.layOut(corner);
    this.#editing.layOut(corner);
  }
}
