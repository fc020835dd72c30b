import { texts } from '../../i18n/language';
import { create, createButton } from '../dom';
import type { NoticeAction } from '../notice-list';

const OFFERED = 'caption-offered';
const GAP_PX = 6;

/** What was done to a line, and what else one may want: below that line, which makes room for it. Never takes the focus. */
export class CorrectionOffer {
  readonly element = create('div', 'correction-offer');
  #row: HTMLElement | null = null;

  /** @param onDismissed told whether the focus was here. */
  constructor(private readonly onDismissed: (hadFocus: boolean) => void) {
    this.element.setAttribute('role', 'group');
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // This Escape is not the one that cancels a file.
      event.stopPropagation();
      this.#dismiss();
    });
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  show(text: string, actions: readonly NoticeAction[]): void {
    const { hasFocus } = this;
    const dismiss = createButton('×', () => {
      this.#dismiss();
    });
    dismiss.className = 'correction-dismiss';
    dismiss.ariaLabel = texts().corrections.dismiss;
    const buttons = actions.map(({ label, run }) => createButton(label, run));
    this.element.setAttribute('aria-label', text);
    this.element.replaceChildren(create('span', 'correction-done', text), ...buttons, dismiss);
    this.element.hidden = false;
    // What was pressed is gone: the keyboard goes on in its place.
    if (hasFocus) this.element.querySelector('button')?.focus();
  }

  hide(): void {
    this.element.hidden = true;
    this.layOut(null, 0, 0);
  }

  /**
   * Makes room below a row, and moves there.
   *
   * @param row null where the line is gone, and no other near it.
   * @param left counted, as `bottom`, from the corner that the element's place is counted from.
   */
  layOut(row: HTMLElement | null, left: number, bottom: number): void {
    if (this.#row !== row) {
      this.#row?.classList.remove(OFFERED);
      this.#row?.style.removeProperty('--offer-height');
    }
    this.#row = row;
    this.element.classList.toggle('correction-placed', row !== null);
    if (row === null) return;
    const heightPx = this.element.offsetHeight;
    row.classList.add(OFFERED);
    row.style.setProperty('--offer-height', `${String(heightPx + GAP_PX)}px`);
    this.element.style.left = `${String(left)}px`;
    this.element.style.top = `${String(bottom)}px`;
  }

  #dismiss(): void {
    const { hasFocus } = this;
    this.hide();
    this.onDismissed(hasFocus);
  }
}
