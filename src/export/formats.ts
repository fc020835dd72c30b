import { toCsv } from './csv';
import type { Exporter, ExportWords, Recording } from './exporter';
import { toJson } from './json';
import { endToEnd, underHeadings } from './join-recordings';
import { toPlainText, toTimedText } from './plain-text';
import { toSrt } from './srt';
import { toKaraokeVtt, toVtt } from './vtt';

export interface FormatDescription<Content = string | Promise<ArrayBuffer>> {
  readonly group: 'reading' | 'subtitles' | 'data';
  /** What a file's name ends with. */
  readonly ending: string;
  readonly mediaType: string;
  readonly write: (recordings: readonly Recording[], words: ExportWords) => Content;
}

type TextFormat = 'txt' | 'txt-times' | 'srt' | 'vtt' | 'vtt-words' | 'csv' | 'json';
export type ExportFormat = TextFormat | 'docx';

/** The formats that are text. */
export const TEXT_FORMATS: Readonly<Record<TextFormat, FormatDescription<string>>> = {
  txt: { group: 'reading', ending: '.txt', mediaType: 'text/plain', write: headed(toPlainText) },
  'txt-times': {
    group: 'reading',
    ending: '-times.txt',
    mediaType: 'text/plain',
    write: headed(toTimedText),
  },
  srt: { group: 'subtitles', ending: '.srt', mediaType: 'application/x-subrip', write: onOneLine(toSrt) },
  vtt: { group: 'subtitles', ending: '.vtt', mediaType: 'text/vtt', write: onOneLine(toVtt) },
  'vtt-words': {
    group: 'subtitles',
    ending: '-words.vtt',
    mediaType: 'text/vtt',
    write: onOneLine(toKaraokeVtt),
  },
  csv: {
    group: 'data',
    ending: '.csv',
    mediaType: 'text/csv',
    write: (recordings, { names }) => toCsv(recordings, names),
  },
  json: { group: 'data', ending: '.json', mediaType: 'application/json', write: toJson },
};

/** All formats offered, in the order in which they are. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, FormatDescription>> = {
  txt: TEXT_FORMATS.txt,
  'txt-times': TEXT_FORMATS['txt-times'],
  docx: {
    group: 'reading',
    ending: '.docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    // As large as the rest of the page together: fetched when it is asked for.
    write: async (recordings, words) => (await import('./docx')).toDocx(recordings, words),
  },
  srt: TEXT_FORMATS.srt,
  vtt: TEXT_FORMATS.vtt,
  'vtt-words': TEXT_FORMATS['vtt-words'],
  csv: TEXT_FORMATS.csv,
  json: TEXT_FORMATS.json,
};

function headed(write: Exporter): FormatDescription<string>['write'] {
  return (recordings, { names }) => underHeadings(recordings, (segments) => write(segments, names));
}

/** On one line of time: subtitles belong to one film. */
function onOneLine(write: Exporter): FormatDescription<string>['write'] {
  return (recordings, { names }) => write(endToEnd(recordings.map(({ segments }) => segments)), names);
}
