import type { CaptionSource } from '../captions/transcript';
import { ENGLISH_NAMES, type ExportWords, type Recording, type SourceNames } from './exporter';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import { underHeadings } from './join-recordings';
import { toPlainText } from './plain-text';

export interface TranscriptFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: string | ArrayBuffer;
}

/**
 * Writes sources as one file.
 *
 * @param words in English where absent.
 * @param title what the transcript is called, where it has a title; the file is then called so too.
 * @throws Error where the part of the program that writes the format cannot be loaded.
 */
export async function transcriptFile(
  sources: readonly CaptionSource[],
  format: ExportFormat,
  words: Partial<ExportWords> = {},
  title: string | null = null,
): Promise<TranscriptFile> {
  const { write, mediaType, ending } = EXPORT_FORMATS[format];
  const all: ExportWords = {
    names: ENGLISH_NAMES,
    language: 'en',
    ...words,
    title: title ?? words.title ?? 'Captions',
  };
  const content = await write(sources.map(recordingOf), all);
  return { name: `${title === null ? baseName(sources) : fileNameOf(title)}${ending}`, mediaType, content };
}

/** Plain text of sources, with headings where there are several. */
export function plainTextOf(sources: readonly CaptionSource[], names?: SourceNames): string {
  return underHeadings(sources.map(recordingOf), (segments) => toPlainText(segments, names));
}

function recordingOf({ name, startedAtMs, track }: CaptionSource): Recording {
  return { name, startedAtMs, segments: track.segments };
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

/** A title without what file systems refuse. */
export function fileNameOf(title: string): string {
  return title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'captions';
}
