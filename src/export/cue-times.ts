/*
 * How long a cue stays: BBC Subtitle Guidelines, "Timing",, and Netflix' Timed Text Style Guide, "Duration". Both want
 * about a second at least and seven at most; 17 characters a second is what
 * Netflix has long asked for with adults.
 */
export const MIN_CUE_MS = 1000;
export const MAX_CUE_MS = 7000;
export const MAX_COLUMNS_PER_SECOND = 17;
/** Between two cues, so that the eye sees the change: two frames of film. */
export const CUE_GAP_MS = 80;
/**
 * A cue is shown this long even where another speaker cuts in; the other's waits. One that has waited itself is shown so
 * much shorter, and without a gap in the end: however dense the speech, cues stay about half a second behind it at most.
 */
export const LEAST_SHOWN_MS = 500;

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Gives cues, in order of time, the times at which they are shown: from their first word to behind their last, longer
 * where they are short or hard to read and silence follows, never over the next.
 *
 * @param columns of each cue's text.
 * @returns whole milliseconds.
 */
export function cueTimes(spans: readonly Span[], columns: readonly number[]): readonly Span[] {
  const times: Span[] = [];
  spans.forEach((span, index) => {
    const before = times.at(-1);
    const saidMs = Math.max(0, Math.round(span.startMs));
    const isLate = before !== undefined && before.endMs - saidMs >= LEAST_SHOWN_MS;
    const startMs =
      before === undefined ? saidMs : Math.max(saidMs, before.endMs + (isLate ? 0 : CUE_GAP_MS));
    const leastMs = Math.max(1, LEAST_SHOWN_MS - (startMs - saidMs));
    const nextStartMs = Math.round(spans[index + 1]?.startMs ?? Infinity);
    const readMs = Math.ceil((1000 * (columns[index] ?? 0)) / MAX_COLUMNS_PER_SECOND);
    const wantedMs = Math.min(
      Math.max(Math.round(span.endMs), startMs + MIN_CUE_MS, startMs + readMs),
      startMs + MAX_CUE_MS,
    );
    const endMs = Math.max(Math.min(wantedMs, nextStartMs - CUE_GAP_MS), startMs + leastMs);
    times.push({ startMs, endMs });
  });
  return times;
}
