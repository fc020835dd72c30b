import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse as parsePlussub } from '@plussub/srt-vtt-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse as parseCsv } from 'csv-parse/sync';
import mammoth from 'mammoth';
import subsrt from 'subsrt-ts';

/** What a subtitle parser that we did not write makes of a cue; its text still has its markup. */
export interface ForeignCue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

interface W3cParser {
  parse(
    text: string,
    mode: 'subtitles',
  ): {
    readonly cues: readonly { readonly startTime: number; readonly endTime: number; readonly text: string }[];
    readonly errors: readonly unknown[];
  };
}
// It has no types.
const { WebVTTParser } = createRequire(import.meta.url)('webvtt-parser') as {
  WebVTTParser: new () => W3cParser;
};

/** The W3C's validator, which follows the letter of the standard. */
export function w3cVtt(text: string): { cues: ForeignCue[]; errors: readonly unknown[] } {
  const { cues, errors } = new WebVTTParser().parse(text, 'subtitles');
  return {
    errors,
    cues: cues.map((cue) => ({
      startMs: Math.round(cue.startTime * 1000),
      endMs: Math.round(cue.endTime * 1000),
      text: cue.text,
    })),
  };
}

/** SRT or WebVTT. */
export function plussub(text: string): ForeignCue[] {
  return parsePlussub(text).entries.map((entry) => ({
    startMs: entry.from,
    endMs: entry.to,
    text: entry.text,
  }));
}

export function subsrtSrt(text: string): ForeignCue[] {
  return subsrt
    .parse(text, { format: 'srt' })
    .flatMap((caption) =>
      caption.type === 'caption'
        ? [{ startMs: caption.start, endMs: caption.end, text: caption.content }]
        : [],
    );
}

/** @throws Error where a row breaks RFC 4180 or has another number of cells than the header. */
export function csvRows(text: string): Record<string, string>[] {
  return parseCsv<Record<string, string>>(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

/** What a Word document says, without its looks, and what the reader found wrong. */
export async function docxText(
  bytes: ArrayBuffer,
): Promise<{ text: string; html: string; problems: unknown[] }> {
  const buffer = Buffer.from(bytes);
  const text = await mammoth.extractRawText({ buffer });
  const html = await mammoth.convertToHtml(
    { buffer },
    { styleMap: ["p[style-name='Title'] => h1.title:fresh"] },
  );
  return { text: text.value, html: html.value, problems: [...text.messages, ...html.messages] };
}

const SCHEMA = join(import.meta.dirname, '..', '..', 'docs', 'transcript.schema.json');
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

/** How a JSON file breaks the documented schema. */
export function schemaErrors(text: string): readonly unknown[] {
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? ['invalid']);
}
