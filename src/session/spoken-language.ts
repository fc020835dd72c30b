import type { SpokenLanguage } from '../contract/recognizer-api';

/** null for English, translated or not: the student hears it, and no model needs to be told. */
export function foreign(spoken: SpokenLanguage | null): SpokenLanguage | null {
  return spoken === null || spoken.language === 'en' ? null : spoken;
}
