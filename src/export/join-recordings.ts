import type { Segment, Word } from '../contract/transcript';
import type { Recording } from './exporter';

/** Text of recordings one after another, with their names as headings where there are several. */
export function underHeadings(
  recordings: readonly Recording[],
  write: (segments: readonly Segment[]) => string,
): string {
  return recordings
    .map(({ name, segments }) => (recordings.length > 1 ? `${name}\n\n` : '') + write(segments))
    .join('\n');
}

/** Moves each run of segments behind the end of the one before: times that start anew would be out of order. */
export function endToEnd(runs: readonly (readonly Segment[])[]): readonly Segment[] {
  let offsetMs = 0;
  return runs.flatMap((segments) => {
    const startMs = offsetMs;
    offsetMs += segments.reduce((latest, segment) => Math.max(latest, segment.endMs), 0);
    return segments.map((segment) => shifted(segment, startMs));
  });
}

function shifted(segment: Segment, offsetMs: number): Segment {
  return {
    ...segment,
    ...moved(segment, offsetMs),
    words: segment.words.map((word) => movedWord(word, offsetMs)),
  };
}

function movedWord(word: Word, offsetMs: number): Word {
  return { ...word, ...moved(word, offsetMs) };
}

function moved(span: { readonly startMs: number; readonly endMs: number }, offsetMs: number) {
  return { startMs: span.startMs + offsetMs, endMs: span.endMs + offsetMs };
}
