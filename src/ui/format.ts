import { texts } from '../i18n/language';

/** A place in audio: `0:07`, `12:34` or `1:02:03`. */
export function clockText(timeMs: number): string {
  const seconds = Math.floor(Math.max(0, timeMs) / 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`;
}

/** Megabytes of a million bytes, with one decimal below ten: `9.4`, `31`. */
export function megabytesText(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 9.95 ? megabytes.toFixed(1) : megabytes.toFixed(0);
}

/** A time left, rounded as one would say it: `a few seconds`, `about 40 seconds`, `about 3 minutes`. */
export function remainingText(remainingMs: number): string {
  const words = texts().progress;
  const seconds = remainingMs / 1000;
  if (seconds < 8) return words.fewSeconds;
  if (seconds < 55) return words.aboutSeconds(Math.ceil(seconds / 10) * 10);
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return words.aboutMinute;
  if (minutes < 60) return words.aboutMinutes(minutes);
  const hours = minutes / 60;
  return hours < 1.25 ? words.aboutHour : words.aboutHours(hours.toFixed(1).replace('.0', ''));
}

/** Whole percent, never 100 before the end. */
export function percent(done: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
}
