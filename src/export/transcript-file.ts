import type { CaptionSource } from '../captions/transcript';
import type { Segment, Word } from '../contract/transcript';
import type { SourceNames } from './exporter';
import { EXPORT_FORMATS, type ExportFormat } from './formats';

export interface TranscriptFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/**
 * Writes sources as one file. Plain text of several sources gets their names as headings; in the timed formats
 * the sources follow one another on one time line, because times that start anew would be out of order.
 *
 * @param names of the inputs of a run that had several; in English where absent.
 */
export function transcriptFile(
  sources: readonly CaptionSource[],
  format: ExportFormat,
  names?: SourceNames,
): TranscriptFile {
  const { write, mediaType } = EXPORT_FORMATS[format];
  const text =
    format === 'txt'
      ? plainTextOf(sources, names)
      : write(endToEnd(sources.map((source) => source.track.segments)), names);
  return { name: `${baseName(sources)}.${format}`, mediaType, text };
}

/** Plain text of sources, with headings where there are several. */
export function plainTextOf(sources: readonly CaptionSource[], names?: SourceNames): string {
  const { write } = EXPORT_FORMATS.txt;
  return sources
    .map(({ name, track }) => (sources.length > 1 ? `${name}\n\n` : '') + write(track.segments, names))
    .join('\n');
}

/** Moves each run of segments behind the end of the one before. */
export function endToEnd(runs: readonly (readonly Segment[])[]): readonly Segment[] {
  let offsetMs = 0;
  return runs.flatMap((segments) => {
    const startMs = offsetMs;
    offsetMs += Math.max(0, ...segments.map((segment) => segment.endMs));
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

/** The file's own name for one file, else the day and minute at which the first source began. */
function baseName(sources: readonly CaptionSource[]): string {
  const first = sources[0];
  if (first === undefined) return 'captions';
  if (sources.length === 1 && (first.kind === 'file' || first.kind === 'media'))
    return first.name.replace(/\.[^.]+$/u, '') || 'captions';
  const date = new Date(first.startedAtMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `captions-${day}-${two(date.getHours())}${two(date.getMinutes())}`;
}
