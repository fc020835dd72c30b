import type { Segment, Word } from '../../src/contract/transcript';
import { ENGLISH_NAMES } from '../../src/export/exporter';
import { TEXT_FORMATS } from '../../src/export/formats';
import type { Format } from './arguments';
import type { FileOutcome, TranscribedFile } from './transcribe-run';
import type { TranscribePath } from '../../src/contract/recognizer-api';

/** One line of the JSON output. */
export interface JsonLine {
  readonly file: string;
  readonly text: string;
  readonly words: readonly Word[];
  readonly audioMs: number;
  readonly wallMs: number;
  /** Work on each minute of the audio; the last may be shorter. */
  readonly minutesMs: readonly number[];
  readonly provider: string;
  /** The student. */
  readonly model: string;
  /** The second look, where one took part. */
  readonly secondLook: string | null;
  readonly path: TranscribePath;
}

/** What goes where; either may be empty. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

const CONFIDENCE_DECIMALS = 4;

function rounded(word: Word): Word {
  return {
    word: word.word,
    startMs: Math.round(word.startMs),
    endMs: Math.round(word.endMs),
    confidence: Number(word.confidence.toFixed(CONFIDENCE_DECIMALS)),
    ...(word.alternatives && { alternatives: word.alternatives }),
  };
}

function inOrder(segments: readonly Segment[]): readonly Segment[] {
  return [...segments].sort((a, b) => a.startMs - b.startMs);
}

/** The words of all utterances in order of time, as one text and one list. */
export function jsonLine(outcome: TranscribedFile, path: TranscribePath): JsonLine {
  const { segments, audioMs, wallMs, minutesMs, provider, models } = outcome.result;
  const ordered = inOrder(segments);
  const [model = '', secondLook = null] = models;
  return {
    file: outcome.file,
    text: ordered.map((segment) => segment.text.trim()).join(' '),
    words: ordered.flatMap((segment) => segment.words.map(rounded)),
    audioMs: Math.round(audioMs),
    wallMs: Math.round(wallMs),
    minutesMs: minutesMs.map(Math.round),
    provider,
    model,
    secondLook,
    path,
  };
}

/**
 * Writes one file's outcome. A failure is a line of JSON; it goes to stdout with JSON and to stderr with the
 * other formats, whose output it would spoil.
 */
export function print(outcome: FileOutcome, format: Format, path: TranscribePath): Printed {
  if ('error' in outcome) {
    const { code, message } = outcome.error;
    const line = `${JSON.stringify({ file: outcome.file, error: { code, message } })}\n`;
    return format === 'json' ? { stdout: line, stderr: '' } : { stdout: '', stderr: line };
  }
  if (format === 'json') return { stdout: `${JSON.stringify(jsonLine(outcome, path))}\n`, stderr: '' };
  const recording = { name: outcome.file, startedAtMs: null, segments: outcome.result.segments };
  const words = { names: ENGLISH_NAMES, title: outcome.file, language: 'en' };
  return { stdout: TEXT_FORMATS[format].write([recording], words), stderr: '' };
}

/** One line for people: how far the run is and how fast this file went. */
export function progressLine(outcome: FileOutcome, done: number, total: number): string {
  const place = `[${String(done)}/${String(total)}] ${outcome.file}`;
  if ('error' in outcome) return `${place}: failed, ${outcome.error.message}\n`;
  const { audioMs, wallMs, provider } = outcome.result;
  return `${place}: ${(audioMs / 1000).toFixed(1)} s of audio in ${(wallMs / 1000).toFixed(1)} s (${provider})\n`;
}
