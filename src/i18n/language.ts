import { TEXTS, type Texts } from './texts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the document says of its language; the Chinese texts are in simplified characters. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

const listeners = new Set<() => void>();
let current: Language = 'en';

/** Every text of the interface, in the language of now. Ask anew at each drawing: it changes under way. */
export function texts(): Texts {
  return TEXTS[current];
}

export function language(): Language {
  return current;
}

/** Takes effect at once: all who draw texts are told. */
export function setLanguage(next: Language): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

/** Calls back after each change of language, in the order in which the listeners came. */
export function onLanguageChange(listener: () => void): void {
  listeners.add(listener);
}

/**
 * The first language that the interface has, of those that a person reads.
 *
 * @param tags BCP 47, the best liked first, as navigator.languages gives them; English where none fits.
 */
export function pickLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const found = LANGUAGES.find((item) => tag.toLowerCase().split('-')[0] === item);
    if (found !== undefined) return found;
  }
  return 'en';
}
