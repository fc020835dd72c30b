/**
 * Hours, minutes, seconds and milliseconds, as subtitle files write them: `01:02:03.004`.
 *
 * @param decimalMark '.' for WebVTT, ',' for SubRip.
 */
export function timestamp(timeMs: number, decimalMark: '.' | ','): string {
  const wholeMs = Math.max(0, Math.round(timeMs));
  return `${clock(wholeMs)}${decimalMark}${String(wholeMs % 1000).padStart(3, '0')}`;
}

/** Hours, minutes and whole seconds, as a clock shows them: `01:02:03`. */
export function clock(timeMs: number): string {
  const wholeSeconds = Math.floor(Math.max(0, Math.round(timeMs)) / 1000);
  const parts = [Math.floor(wholeSeconds / 3600), Math.floor(wholeSeconds / 60) % 60, wholeSeconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
