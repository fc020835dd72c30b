import { byId } from '../dom';
import type { SearchOptions } from './transcript-search';

/** Two buttons that stay pressed: whether capitals matter, and whether only whole words are found. */
export class SearchChoice {
  readonly #case = byId('search-case', HTMLButtonElement);
  readonly #whole = byId('search-whole', HTMLButtonElement);

  /** @param onChange the options are others now. */
  constructor(onChange: () => void) {
    for (const button of [this.#case, this.#whole]) {
      button.addEventListener('click', () => {
        button.ariaPressed = String(button.ariaPressed !== 'true');
        onChange();
      });
    }
  }

  get options(): SearchOptions {
    return { matchCase: this.#case.ariaPressed === 'true', wholeWords: this.#whole.ariaPressed === 'true' };
  }
}
