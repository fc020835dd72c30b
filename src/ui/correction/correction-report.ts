import type { WordPlace } from '../../captions/correction';
import type { Edit } from '../../captions/edit';
import { isKnownWord, newTerm } from '../../captions/new-term';
import type { Transcript } from '../../captions/transcript';
import { onLanguageChange, texts } from '../../i18n/language';
import { setText } from '../dom';
import type { NoticeAction } from '../notice-list';
import { rowOf } from './caption-words';
import type { CorrectionIntents } from './correction-intents';
import { CorrectionOffer } from './correction-offer';

export interface ReportDeps {
  readonly transcript: () => Transcript;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The offer has another text, and another line maybe. */
  readonly onShown: () => void;
  /** @param hadFocus whether the focus was in the offer, and is nowhere now. */
  readonly onDismissed: (hadFocus: boolean) => void;
}

/** Says what was done to the captions, to those who see and to those who listen, and offers what may come next. */
export class CorrectionReport {
  readonly #offer: CorrectionOffer;
  #line: Pick<WordPlace, 'source' | 'line'> | null = null;

  /** @param said is read out by screen readers. */
  constructor(
    private readonly intents: Pick<CorrectionIntents, 'isListed' | 'addWord'>,
    private readonly said: HTMLElement,
    private readonly deps: ReportDeps,
  ) {
    this.#offer = new CorrectionOffer(deps.onDismissed);
    onLanguageChange(() => {
      this.#offer.hide();
    });
  }

  get element(): HTMLElement {
    return this.#offer.element;
  }

  corrected(edit: Edit, before: string, written: string): void {
    const words = texts().corrections;
    const term = this.#termOf(before, written);
    const offered = term === null ? [] : [this.#addAction(edit, term)];
    const what = written === '' ? words.isGone(before) : words.isNow(before, written);
    const how = term === null ? words.howToUndo : words.offered(term);
    this.#show(edit, written === '' ? words.removed : words.corrected, [this.#undoAction(), ...offered]);
    setText(this.said, `${what} ${how}`);
  }

  restored(edit: Edit): void {
    const { restored } = texts().corrections;
    this.#show(edit, restored, [this.#undoAction()]);
    setText(this.said, restored);
  }

  /** @param edit null where the words were sure already. */
  confirmed(edit: Edit | null, words: string): void {
    if (edit !== null) this.done(edit, texts().editor.isRight(words));
  }

  /** Says in words of its own what was done, and how to take it back. */
  done(edit: Edit, text: string): void {
    this.#show(edit, text, [this.#undoAction()]);
    setText(this.said, `${text} ${texts().corrections.howToUndo}`);
  }

  /** Says something of which nothing comes. */
  tell(text: string): void {
    this.#line = null;
    this.#offer.show(text, []);
    this.deps.onShown();
    setText(this.said, text);
  }

  travelled(way: 'undo' | 'redo', edit: Edit): void {
    const { undone, redone, redo } = texts().corrections;
    const text = way === 'undo' ? undone : redone;
    this.#show(edit, text, [way === 'undo' ? { label: redo, run: this.deps.redo } : this.#undoAction()]);
    const now = edit.changes.flatMap(({ after }) => after.map((line) => line.text));
    const what = edit.changes.length > 1 ? texts().editor.linesChanged(edit.changes.length) : now.join(' ');
    setText(this.said, `${text}: ${what}`);
  }

  /** @param corner what the place of the offer is counted from. */
  layOut(corner: DOMRectReadOnly): void {
    if (this.element.hidden) return;
    const row = this.#line && rowOf(this.#line);
    const isGone = this.#line !== null && row === null;
    if (isGone || this.deps.transcript().sources.length === 0) {
      this.#offer.hide();
      return;
    }
    const text = row?.querySelector('.caption-text')?.getBoundingClientRect();
    this.#offer.layOut(row, (text?.left ?? 0) - corner.left, (text?.bottom ?? 0) - corner.top);
  }

  #show(edit: Edit, text: string, actions: readonly NoticeAction[]): void {
    this.#line = nearestLine(edit, this.deps.transcript());
    this.#offer.show(text, actions);
    this.deps.onShown();
    this.element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  /** A name or term to offer for the person's words; null where there is none, or it is no news. */
  #termOf(before: string, written: string): string | null {
    const term = newTerm(before, written);
    if (term === null || this.intents.isListed(term)) return null;
    return isKnownWord(this.deps.transcript(), term) ? null : term;
  }

  #undoAction(): NoticeAction {
    return { label: texts().corrections.undo, run: this.deps.undo };
  }

  #addAction(edit: Edit, term: string): NoticeAction {
    const { add, added, full } = texts().corrections;
    const run = (): void => {
      const text = this.intents.addWord(term) ? added(term) : full;
      this.#show(edit, text, [this.#undoAction()]);
      setText(this.said, text);
    };
    return { label: add(term), run };
  }
}

/** The line that an edit left; where it left none, the one that is said before. */
function nearestLine({ changes }: Edit, { sources }: Transcript): Pick<WordPlace, 'source' | 'line'> | null {
  const [change] = changes;
  if (change === undefined) return null;
  const { source, before, after } = change;
  const lines = sources.find(({ id }) => id === source)?.track.segments ?? [];
  const startMs = before[0]?.startMs ?? 0;
  const line = after[0] ?? lines.filter((item) => item.startMs <= startMs).at(-1) ?? lines[0];
  return line === undefined ? null : { source, line: line.id };
}
