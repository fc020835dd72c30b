import type { Exporter } from './exporter';
import { toJson } from './json';
import { toPlainText } from './plain-text';
import { toSrt } from './srt';
import { toVtt } from './vtt';

export type ExportFormat = 'txt' | 'srt' | 'vtt' | 'json';

export interface FormatDescription {
  readonly write: Exporter;
  readonly mediaType: string;
}

/** The formats offered, by file name extension. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, FormatDescription>> = {
  txt: { write: toPlainText, mediaType: 'text/plain' },
  srt: { write: toSrt, mediaType: 'application/x-subrip' },
  vtt: { write: toVtt, mediaType: 'text/vtt' },
  json: { write: toJson, mediaType: 'application/json' },
};
