/**
 * Hours, minutes, seconds and milliseconds, as subtitle files write them: `01:02:03.004`.
 *
 * @param decimalMark '.' for WebVTT, ',' for SubRip.
 */
export function timestamp(timeMs: number, decimalMark: '.' | ','): string {
  const wholeMs = Math.max(0, Math.round(timeMs));
  const hours = Math.floor(wholeMs / 3_600_000);
  const minutes = Math.floor(wholeMs / 60_000) % 60;
  const seconds = Math.floor(wholeMs / 1000) % 60;
  const clock = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock}${decimalMark}${String(wholeMs % 1000).padStart(3, '0')}`;
}
