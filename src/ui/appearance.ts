import { onLanguageChange, texts } from '../i18n/language';
import { CHOICES, lookOf, type ChoiceName, type Look } from './appearance-choices';
import { byId } from './dom';

const KEY = 'tabscribe.appearance';

/** How the page and its captions look: set on the root element for the styles, remembered by the browser. */
export class Appearance {
  readonly #toggle = byId('theme-toggle', HTMLButtonElement);
  readonly #systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  #look: Look = read();

  constructor() {
    this.#toggle.addEventListener('click', () => {
      this.#set('theme', this.#isDark() ? 'light' : 'dark');
    });
    this.#systemDark.addEventListener('change', () => {
      this.#apply();
    });
    onLanguageChange(() => {
      this.#apply();
    });
    for (const name of Object.keys(CHOICES) as ChoiceName[]) {
      onRadio(name, (value) => {
        this.#set(name, value);
      });
      const box = checkbox(name);
      box?.addEventListener('change', () => {
        this.#set(name, box.checked ? 'on' : 'off');
      });
    }
    this.#apply();
  }

  #isDark(): boolean {
    const { theme } = this.#look;
    return theme === 'system' ? this.#systemDark.matches : theme === 'dark';
  }

  #set(name: ChoiceName, value: string): void {
    this.#look = lookOf({ ...this.#look, [name]: value });
    this.#apply();
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#look));
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  #apply(): void {
    Object.assign(document.documentElement.dataset, this.#look);
    const { switchToLight, switchToDark } = texts().settings;
    const label = this.#isDark() ? switchToLight : switchToDark;
    this.#toggle.setAttribute('aria-label', label);
    this.#toggle.title = label;
    for (const name of Object.keys(CHOICES) as ChoiceName[]) {
      checkRadio(name, this.#look[name]);
      const box = checkbox(name);
      if (box !== null) box.checked = this.#look[name] === 'on';
    }
  }
}

/** Calls back with the value of a radio group when it changes. */
export function onRadio(name: string, onValue: (value: string) => void): void {
  for (const radio of radios(name)) {
    radio.addEventListener('change', () => {
      onValue(radio.value);
    });
  }
}

export function checkRadio(name: string, value: string): void {
  for (const radio of radios(name)) radio.checked = radio.value === value;
}

function radios(name: string): NodeListOf<HTMLInputElement> {
  return document.querySelectorAll<HTMLInputElement>(`input[type="radio"][name="${name}"]`);
}

function checkbox(name: string): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`input[type="checkbox"][name="${name}"]`);
}

function read(): Look {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return lookOf(typeof value === 'object' && value !== null ? { ...value } : {});
  } catch {
    // Closed storage or a foreign value: the defaults do.
    return lookOf({});
  }
}
