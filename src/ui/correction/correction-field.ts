import { texts } from '../../i18n/language';
import { SPOKEN_LANGUAGE } from '../caption-row';
import { create } from '../dom';
import { AlternativeList } from './alternative-list';
import { FieldButtons, type FieldActions, type FieldOffer } from './field-buttons';

const MIN_CHARS = 6;

export interface FieldEvents extends FieldActions {
  /** Keeps, and goes to the word before or behind; false where there is none. */
  readonly step: (by: 1 | -1) => boolean;
  /** Focus went elsewhere: what was typed must not be lost. */
  readonly left: () => void;
}

/** A text field over the words that it corrects. It is no part of the captions, so their drawing cannot harm it. */
export class CorrectionField {
  readonly element = create('div', 'correction-field');
  readonly #input = create('input', 'correction-input');
  readonly #alternatives: AlternativeList;
  readonly #buttons: FieldButtons;
  #box = new DOMRect();
  #roomPx = 0;

  constructor(private readonly events: FieldEvents) {
    this.#buttons = new FieldButtons(events);
    this.#alternatives = new AlternativeList(this.#input, (alternative) => {
      this.#input.value = alternative;
      events.keep();
    });
    this.element.setAttribute('role', 'group');
    this.element.hidden = true;
    this.#input.type = 'text';
    this.#input.lang = SPOKEN_LANGUAGE;
    this.#input.autocomplete = 'off';
    this.#input.autocapitalize = 'off';
    // Some browsers send what they check elsewhere.
    this.#input.spellcheck = false;
    this.#input.enterKeyHint = 'done';
    this.element.append(this.#input, this.#alternatives.element, this.#buttons.element);
    this.#input.addEventListener('input', () => {
      this.#alternatives.typed();
      this.#fit();
    });
    this.element.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      const within = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      // In another window or tab the field waits.
      if (this.isOpen && !within && document.hasFocus()) events.left();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get text(): string {
    return this.#input.value;
  }

  open(words: string, offer: FieldOffer): void {
    const { field } = texts().corrections;
    this.element.hidden = false;
    this.element.setAttribute('aria-label', field(words));
    this.#input.setAttribute('aria-label', field(words));
    this.#buttons.show(offer);
    this.#alternatives.show(offer.alternatives);
    this.#input.value = words;
    this.#fit();
    this.#input.focus({ preventScroll: true });
    selectLetters(this.#input);
  }

  /** Call once it has its place: what it offers reaches below its word. */
  bringIntoView(): void {
    this.element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  close(): void {
    this.element.hidden = true;
  }

  /** Lays the field over a box; both are counted from the same corner, and the room to the right of it is so wide. */
  moveTo(box: DOMRectReadOnly, roomPx: number): void {
    this.#box = box;
    this.#roomPx = roomPx;
    this.#place();
  }

  /** The buttons are wider than most words: at the end of a line they give way, and the input stays over its word. */
  #place(): void {
    const { left, top, width, height } = this.#box;
    const input = this.#input;
    input.style.marginLeft = '0';
    input.style.minWidth = `${String(Math.ceil(width))}px`;
    const inputLeft = left - parseFloat(getComputedStyle(input).paddingLeft);
    const fieldLeft = Math.max(0, Math.min(inputLeft, this.#roomPx - this.element.offsetWidth));
    const most = this.element.clientWidth - input.offsetWidth;
    input.style.marginLeft = `${String(Math.max(0, Math.min(inputLeft - fieldLeft, most)))}px`;
    this.element.style.left = `${String(fieldLeft)}px`;
    this.element.style.top = `${String(top + (height - input.offsetHeight) / 2)}px`;
  }

  #fit(): void {
    this.#input.size = Math.max(MIN_CHARS, this.#input.value.length);
    this.#place();
  }

  #key(event: KeyboardEvent): void {
    const inField = event.target === this.#input;
    // A key that ends the input of a Chinese or Japanese word is not meant for the field.
    if (event.isComposing) return;
    if (this.#buttons.key(event)) {
      // Its own key.
    } else if (inField && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      if (!this.#alternatives.step(event.key === 'ArrowDown' ? 1 : -1)) return;
      this.#fit();
      selectLetters(this.#input);
    } else if (event.key === 'Enter' && inField) this.events.keep();
    // This Escape is not the one that cancels a file.
    else if (event.key === 'Escape') this.events.giveUp();
    else if (event.key !== 'Tab' || !inField || !this.events.step(event.shiftKey ? -1 : 1)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Selects a word without the punctuation around it, so that typing leaves that where it is. */
function selectLetters(input: HTMLInputElement): void {
  const letters = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u.exec(input.value);
  if (letters === null) input.select();
  else input.setSelectionRange(letters.index, letters.index + letters[0].length);
}
