import type { Segment } from '../contract/transcript';
import { language, LANGUAGE_TAGS, texts } from '../i18n/language';

/** A language as the interface calls it: "German", "德语". */
export function languageName(code: string): string {
  return nameIn(LANGUAGE_TAGS[language()], code) ?? code;
}

/** A language as its speakers call it, and as the interface does: "Deutsch (German)". */
export function languageInBoth(code: string): string {
  const own = nameIn(code, code);
  const name = languageName(code);
  if (own === undefined || own.toLowerCase() === name.toLowerCase()) return name;
  return texts().writing.ownAndName(own, name);
}

/** Each language that was spoken, in the order of its first line: "German, translated from French". */
export function spokenLanguages(segments: readonly Pick<Segment, 'language' | 'translatedFrom'>[]): string {
  const { translatedFrom } = texts().writing;
  const spoken = segments.map(({ language: written, translatedFrom: from }) => {
    if (from !== undefined) return translatedFrom(languageName(from));
    return written === undefined ? '' : languageName(written);
  });
  return [...new Set(spoken)].filter((name) => name !== '').join(', ');
}

/** Undefined where the browser does not know it. */
function nameIn(locale: string, code: string): string | undefined {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(code);
  } catch {
    return undefined;
  }
}
