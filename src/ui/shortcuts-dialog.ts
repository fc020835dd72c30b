import { onLanguageChange, texts } from '../i18n/language';
import { SHORTCUT_GROUPS, type ShortcutGroup } from '../i18n/shortcut-keys';
import { byId, create, isTyping } from './dom';

/** All that the keyboard does, in one list: opened by "?" and from the settings. */
export class ShortcutsDialog {
  readonly #dialog = byId('shortcuts', HTMLDialogElement);
  readonly #list = byId('shortcuts-list', HTMLDivElement);

  constructor() {
    byId('shortcuts-open', HTMLButtonElement).addEventListener('click', () => {
      byId('settings', HTMLDialogElement).close();
      this.#open();
    });
    this.#dialog.addEventListener('click', (event) => {
      // Only the backdrop counts as the dialog itself: the form fills the rest.
      if (event.target === this.#dialog) this.#dialog.close();
    });
    window.addEventListener('keydown', (event) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== '?' || hasModifier || isTyping()) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      this.#open();
    });
    onLanguageChange(() => {
      this.#fill();
    });
    this.#fill();
  }

  #open(): void {
    this.#dialog.showModal();
  }

  #fill(): void {
    this.#list.replaceChildren(...SHORTCUT_GROUPS.map(groupElement));
  }
}

function groupElement({ title, shortcuts }: ShortcutGroup): HTMLElement {
  const words = texts().shortcuts;
  const section = create('section', '');
  const rows = create('dl', '');
  for (const { text, keys } of shortcuts) {
    const row = create('div', 'shortcut');
    const pressed = create('dd', '');
    for (const [index, key] of keys.entries()) {
      if (index > 0) pressed.append(` ${words.or} `);
      pressed.append(keysElement(key));
    }
    row.append(create('dt', '', words[text]), pressed);
    rows.append(row);
  }
  section.append(create('h3', '', words[title]), rows);
  return section;
}

/** Keys that are pressed together. */
function keysElement(keys: string): HTMLElement {
  const element = create('span', 'shortcut-keys');
  for (const [index, key] of keys.split(/(?<=.)\+/u).entries()) {
    if (index > 0) element.append('+');
    element.append(create('kbd', '', key === 'Space' ? texts().shortcuts.space : key));
  }
  return element;
}
