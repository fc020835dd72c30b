import { onLanguageChange, texts } from '../i18n/language';
import { byId } from './dom';

const KEY = 'tabscribe.appearance';
const THEMES = ['system', 'light', 'dark'] as const;
const CAPTION_SIZES = ['small', 'medium', 'large', 'huge'] as const;

type Theme = (typeof THEMES)[number];
type CaptionSize = (typeof CAPTION_SIZES)[number];

interface Choice {
  readonly theme: Theme;
  readonly captionSize: CaptionSize;
}

/** Theme and caption size: set on the root element, remembered by the browser. */
export class Appearance {
  readonly #toggle = byId('theme-toggle', HTMLButtonElement);
  readonly #systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  #choice: Choice = read();

  constructor() {
    this.#toggle.addEventListener('click', () => {
      this.#set({ ...this.#choice, theme: this.#isDark() ? 'light' : 'dark' });
    });
    this.#systemDark.addEventListener('change', () => {
      this.#apply();
    });
    onLanguageChange(() => {
      this.#apply();
    });
    onRadio('theme', (value) => {
      const theme = THEMES.find((item) => item === value);
      if (theme !== undefined) this.#set({ ...this.#choice, theme });
    });
    onRadio('caption-size', (value) => {
      const captionSize = CAPTION_SIZES.find((item) => item === value);
      if (captionSize !== undefined) this.#set({ ...this.#choice, captionSize });
    });
    this.#apply();
  }

  #isDark(): boolean {
    const { theme } = this.#choice;
    return theme === 'system' ? this.#systemDark.matches : theme === 'dark';
  }

  #set(choice: Choice): void {
    this.#choice = choice;
    this.#apply();
    try {
      localStorage.setItem(KEY, JSON.stringify(choice));
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  #apply(): void {
    const { theme, captionSize } = this.#choice;
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    root.dataset['captionSize'] = captionSize;
    const { switchToLight, switchToDark } = texts().settings;
    const label = this.#isDark() ? switchToLight : switchToDark;
    this.#toggle.setAttribute('aria-label', label);
    this.#toggle.title = label;
    checkRadio('theme', theme);
    checkRadio('caption-size', captionSize);
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

function read(): Choice {
  let stored: Partial<Record<keyof Choice, unknown>> = {};
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof value === 'object' && value !== null) stored = value;
  } catch {
    // Closed storage or a foreign value: the defaults do.
  }
  return {
    theme: THEMES.find((item) => item === stored.theme) ?? 'system',
    captionSize: CAPTION_SIZES.find((item) => item === stored.captionSize) ?? 'medium',
  };
}
