import { fileNameOf } from '../export/transcript-file';
import { LANGUAGE_TAGS, language, texts } from '../i18n/language';
import type { SoundTrackShown } from './session-intents';

export function isSame(a: SoundTrackShown, b: SoundTrackShown): boolean {
  return a.startedAtMs === b.startedAtMs && a.source === b.source;
}

function sourceText({ source }: SoundTrackShown): string {
  return source === undefined ? '' : texts().sound.sourceNames[source];
}

/** `14:32`, or `14:32 · Microphone`. */
export function trackText(track: SoundTrackShown): string {
  const time = new Date(track.startedAtMs).toLocaleTimeString(LANGUAGE_TAGS[language()], {
    timeStyle: 'short',
  });
  return [time, sourceText(track)].filter((part) => part !== '').join(' · ');
}

/** `Captions 2026-11-26 14-32`, or with the source before the day. */
export function soundFileName(title: string, track: SoundTrackShown): string {
  const parts = [title, sourceText(track), dayAndTime(track.startedAtMs)];
  return fileNameOf(parts.filter((part) => part !== '').join(' '));
}

/** `2026-11-26 14-32`, as file names sort. */
function dayAndTime(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}-${two(date.getMinutes())}`;
}
