import { texts } from '../../i18n/language';
import { SPOKEN_LANGUAGE } from '../caption-row';
import { create } from '../dom';

const ID = 'correction-alternatives';

/**
 * What else the models thought of, under the field that it would go into: a list box that the field owns, as the ARIA
 * pattern of a combobox has it. The keyboard stays in the field.
 */
export class AlternativeList {
  readonly element = create('div', 'correction-alternatives');
  readonly #title = create('p', 'fine');
  readonly #list = create('ul', '');
  #all: readonly string[] = [];
  /** What was typed before an arrow key went into the list. */
  #typed = '';
  #at = -1;

  /** @param choose one was pressed. */
  constructor(
    private readonly input: HTMLInputElement,
    private readonly choose: (alternative: string) => void,
  ) {
    this.#list.id = ID;
    this.#list.setAttribute('role', 'listbox');
    this.#title.ariaHidden = 'true';
    this.element.append(this.#title, this.#list);
    // The field keeps the focus, and with it the keyboard of a phone.
    this.element.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    this.element.addEventListener('click', ({ target }) => {
      const option = target instanceof Element ? target.closest('[role="option"]') : null;
      if (option !== null) this.choose(option.textContent);
    });
  }

  show(all: readonly string[]): void {
    this.#all = all;
    this.element.hidden = all.length === 0;
    const { alternatives, alternativeKeys } = texts().editor;
    this.#title.replaceChildren(create('span', '', alternatives), ' ', create('kbd', '', alternativeKeys));
    this.#list.setAttribute('aria-label', alternatives);
    this.#list.replaceChildren(
      ...all.map((alternative, index) => {
        const option = create('li', 'correction-alternative', alternative);
        option.id = `${ID}-${String(index)}`;
        option.lang = SPOKEN_LANGUAGE;
        option.setAttribute('role', 'option');
        return option;
      }),
    );
    const { input } = this;
    if (all.length === 0) {
      for (const name of ['role', 'aria-controls', 'aria-expanded', 'aria-autocomplete'])
        input.removeAttribute(name);
    } else {
      input.setAttribute('role', 'combobox');
      input.setAttribute('aria-controls', ID);
      input.setAttribute('aria-expanded', 'true');
      input.setAttribute('aria-autocomplete', 'list');
    }
    this.#mark(-1);
  }

  /** Something was typed: no alternative is chosen. */
  typed(): void {
    this.#mark(-1);
  }

  /**
   * Goes up or down the list, around its ends by what was typed; the field shows where one is.
   *
   * @returns false where there is no list.
   */
  step(by: 1 | -1): boolean {
    const count = this.#all.length;
    if (count === 0) return false;
    if (this.#at < 0) this.#typed = this.input.value;
    // The place behind the last is that of what was typed.
    const from = this.#at < 0 ? count : this.#at;
    const at = (from + by + count + 1) % (count + 1);
    this.input.value = this.#all[at] ?? this.#typed;
    this.#mark(at === count ? -1 : at);
    return true;
  }

  #mark(at: number): void {
    this.#at = at;
    for (const [index, option] of [...this.#list.children].entries())
      option.setAttribute('aria-selected', String(index === at));
    if (at < 0) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', `${ID}-${String(at)}`);
  }
}
