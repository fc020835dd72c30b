import type { KeptSession } from '../captions/kept-session';
import { LANGUAGE_TAGS, language, texts } from '../i18n/language';
import { clockText, megabytesText } from './format';
import type { SessionShown } from './session-intents';

/** A day and a time as one writes them: `25 November, 14:32`, with the year where it is another one. */
export function whenText(timeMs: number): string {
  const date = new Date(timeMs);
  const otherYear = date.getFullYear() !== new Date().getFullYear();
  return date.toLocaleString(LANGUAGE_TAGS[language()], {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...(otherYear && { year: 'numeric' }),
  });
}

/** The person's title, the files' names, or when it began. */
export function titleOf({
  title,
  fileName,
  moreFiles = 0,
  startedAtMs,
}: KeptSession & { readonly title: string | null }): string {
  const { andMore, captionsOf } = texts().sessions;
  if (title !== null) return title;
  if (fileName === null) return captionsOf(whenText(startedAtMs));
  return moreFiles === 0 ? fileName : andMore(fileName, moreFiles);
}

/** `25 November, 14:32 · 12:34 · 1,204 words · With sound`. */
export function factsText(session: SessionShown): string {
  const { here, elsewhere, unfinished, withSound, words } = texts().sessions;
  const facts = [
    session.title === null && session.fileName === null ? '' : whenText(session.startedAtMs),
    clockText(session.lengthMs),
    words(session.words),
    session.audioBytes > 0 ? withSound(sizeText(session.audioBytes)) : '',
    session.place === 'here' ? here : session.place === 'another-tab' ? elsewhere : '',
    session.place === 'list' && session.running ? unfinished : '',
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

/** `820 kB`, `3.2 MB`, `1.4 GB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${String(Math.ceil(bytes / 1000))} kB`;
  return bytes < 1e9 ? `${megabytesText(bytes)} MB` : `${megabytesText(bytes / 1000)} GB`;
}
