import { lineAt, type WordPlace } from '../../captions/correction';
import type { LineRange } from '../../captions/heard-again';
import type { Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { texts } from '../../i18n/language';
import { byId, setText } from '../dom';
import type { PageSound } from '../editor/page-sound';
import { UnsureTour } from '../editor/unsure-tour';
import { WordSound } from '../editor/word-sound';
import { CaptionPointing } from './caption-pointing';
import { rowOf } from './caption-words';
import { CorrectionHistory } from './correction-history';
import type { CorrectionIntents } from './correction-intents';
import { CorrectionKeys } from './correction-keys';
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
  readonly #editing: WordEditing;
  readonly #history: CorrectionHistory;
  #transcript: Transcript = { sources: [] };

  constructor(
    private readonly intents: CorrectionIntents,
    pageSound: PageSound,
  ) {
    const said = byId('correction-said', HTMLParagraphElement);
    const transcript = (): Transcript => this.#transcript;
    const sound = new WordSound(pageSound, transcript, said);
    this.#cursor = new WordCursor({
      lineAt: (place) => lineAt(this.#transcript, place),
      onHear: (place, wholeLine) => void (wholeLine ? sound.hearLine(place) : sound.hear(place, true)),
      onSpace: () => sound.toggle(),
      onChosen: (words, index, count) => {
        setText(said, texts().corrections.chosen(words, index + 1, count));
      },
    });
    this.report = new CorrectionReport(intents, said, {
      transcript,
      undo: () => void this.undo(),
      redo: () => void this.#history.travel('redo'),
      onShown: () => {
        this.#layOut();
      },
      onDismissed: (hadFocus) => {
        if (hadFocus) this.#cursor.focus();
      },
    });
    const [cursor, report] = [this.#cursor, this.report];
    const history = (this.#history = new CorrectionHistory({ intents, transcript, cursor, report }));
    const lines = new LineEditing({ intents, transcript, cursor, report });
    this.#editing = new WordEditing({
      intents,
      transcript,
      cursor,
      report,
      sound,
      lines,
      onOpened: () => {
        this.#layOut();
      },
      nextUnsure: (by) => {
        tour.go(by);
      },
    });
    const editing = this.#editing;
    const tour = new UnsureTour({ transcript, cursor, report, sound, said, editing });
    new CaptionPointing(this.#captions, { transcript, cursor, sound, editing });
    new CorrectionKeys({ transcript, cursor, lines, editing, tour, history });
    byId('next-unsure', HTMLButtonElement).addEventListener('click', () => {
      tour.go(1);
    });
    // The field is drawn over the offer.
    this.#layer.prepend(this.report.element, this.#editing.element);
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
    return this.#history.travel('undo');
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
    this.#history.chooseIn(edit);
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

  #layOut(): void {
    const corner = this.#layer.getBoundingClientRect();
    this.report.layOut(corner);
    this.#editing.layOut(corner);
  }
}
