import { texts } from '../i18n/language';
import { create, setText } from './dom';

/** What the program itself says of a failure: English, and behind a fold. What it means to a person stands before it. */
export class TechnicalReason {
  readonly element = create('details', 'technical-reason');
  readonly #summary = create('summary', '');
  readonly #text = create('p', 'fine');

  constructor(message = '') {
    this.#text.lang = 'en';
    this.element.append(this.#summary, this.#text);
    this.show(message);
  }

  /** In the language of now. @param message '' where there is nothing to say. */
  show(message: string): void {
    this.element.hidden = message === '';
    setText(this.#summary, texts().notices.details);
    setText(this.#text, message);
  }
}
