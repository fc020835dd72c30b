import { LANGUAGES, onLanguageChange, pickLanguage, setLanguage, type Language } from '../i18n/language';
import { checkRadio, onRadio } from './appearance';
import { renderStaticTexts } from './static-texts';

const KEY = 'tabscribe.language';

/** The interface's language: the browser's, or the one that the person chose; remembered by the browser. */
export class LanguageChoice {
  /** null: as the browser says. */
  #chosen: Language | null = read();

  constructor() {
    onLanguageChange(() => {
      renderStaticTexts(document);
    });
    onRadio('language', (value) => {
      this.#chosen = LANGUAGES.find((item) => item === value) ?? null;
      write(this.#chosen);
      this.#apply();
    });
    window.addEventListener('languagechange', () => {
      this.#apply();
    });
    this.#apply();
  }

  #apply(): void {
    setLanguage(this.#chosen ?? pickLanguage(navigator.languages));
    checkRadio('language', this.#chosen ?? 'system');
  }
}

function read(): Language | null {
  try {
    const stored = localStorage.getItem(KEY);
    return LANGUAGES.find((item) => item === stored) ?? null;
  } catch {
    return null;
  }
}

function write(chosen: Language | null): void {
  try {
    if (chosen === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // The choice then lasts as long as the page.
  }
}
