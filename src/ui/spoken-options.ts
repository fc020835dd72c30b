import { texts } from '../i18n/language';
import { languageInBoth } from './language-names';

/** Tells what is spoken from the sound. */
export const AUTOMATIC = 'auto';
export const ENGLISH = 'en';

/** Languages to choose from, by name, behind the two that are asked for most. */
export function spokenOptions(languages: readonly string[]): HTMLOptionElement[] {
  const others = languages
    .filter((code) => code !== ENGLISH)
    .map((code) => ({ code, name: languageInBoth(code) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return [
    new Option(languageInBoth(ENGLISH), ENGLISH),
    new Option(texts().writing.automatic, AUTOMATIC),
    ...others.map(({ code, name }) => new Option(name, code)),
  ];
}
