/**
 * Are the times of words right? Transcribes a recording of joined utterances as a file, in the built app, and compares start
 * and end of each word that it has right with their forced alignment; words where nobody speaks are counted.
 *
 *   npm run bench -- word-times DIR [MINUTES|once] [on|off]
 *
 * DIR is what bench/captions/align_words.py writes. Each utterance once, or at the beginning, in the middle and at the end of so
 * many minutes; with the second look on, or the student alone.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { temporaryWav } from '../../e2e/made-wav';
import type { Word } from '../../src/contract/transcript';
import { buildIfStale } from '../../tools/build-if-stale';
import { matchedWords, quantile } from '../captions/measures';
import { AppBrowser } from '../cli/browser';
import { serveApp } from '../cli/serve';
import { joinClips, type PlacedClip } from './joined-clips';

/** A word may be so far outside of its clip and still be one of its words. */
const MARGIN_MS = 250;
const PARTS = 3;
const PATIENCE_MS = 6 * 3_600_000;

/** How far the times of a word are from its alignment; positive is late. */
export interface TimeError {
  readonly word: string;
  readonly atMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Errors of all words of the clips that the text has right. */
export function timeErrors(clips: readonly PlacedClip[], words: readonly Word[]): TimeError[] {
  return clips.flatMap((clip) => {
    const heard = words.filter((word) => isIn(clip, word));
    const matches = matchedWords(
      clip.words.map(({ word }) => word),
      heard.map(({ word }) => word),
    );
    return clip.words.flatMap((spoken, index): TimeError[] => {
      const match = heard[matches[index] ?? -1];
      if (match === undefined) return [];
      const { word, startMs, endMs } = spoken;
      return [{ word, atMs: startMs, startMs: match.startMs - startMs, endMs: match.endMs - endMs }];
    });
  });
}

function isIn({ startMs, endMs }: PlacedClip, word: Word): boolean {
  const middleMs = (word.startMs + word.endMs) / 2;
  return middleMs > startMs - MARGIN_MS && middleMs < endMs + MARGIN_MS;
}

/** @param given arguments of the command line. */
export async function wordTimes([dir, minutes = 'once', look = 'on', out]: readonly string[]): Promise<void> {
  if (dir === undefined || !['on', 'off'].includes(look) || !(minutes === 'once' || Number(minutes) > 0))
    throw new Error('usage: npm run bench -- word-times DIR [MINUTES|once] [on|off] [WORDS.json]');
  await buildIfStale();
  const path = temporaryWav();
  const clips = joinClips(dir, path, minutes === 'once' ? undefined : Number(minutes));
  const server = await serveApp([path]);
  const browser = new AppBrowser(server.url, 'wasm', (line) => {
    console.error(line);
  });
  try {
    const outcome = await browser.transcribe({
      inputUrl: server.inputUrl(0),
      path: 'file',
      provider: 'wasm',
      secondLook: look === 'on',
      text: 'final',
      memory: 'keep',
      timeoutMs: PATIENCE_MS,
    });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const words = outcome.value.segments.flatMap((segment) => segment.words);
    if (out !== undefined) writeFileSync(out, JSON.stringify({ clips, words }));
    report(clips, words, outcome.value.segments.length);
  } finally {
    await browser.close();
    await server.close();
    rmSync(dirname(path), { recursive: true });
  }
}

function report(clips: readonly PlacedClip[], words: readonly Word[], segments: number): void {
  const errors = timeErrors(clips, words);
  const spoken = clips.reduce((sum, clip) => sum + clip.words.length, 0);
  const stray = words.filter((word) => !clips.some((clip) => isIn(clip, word)));
  const lengthMs = clips.at(-1)?.endMs ?? 0;
  console.log(
    `${String(clips.length)} utterances in ${(lengthMs / 60_000).toFixed(1)} minutes and ${String(segments)} segments; ` +
      `${String(errors.length)} of ${String(spoken)} words right; ${String(stray.length)} words where nobody speaks\n`,
  );
  console.log(
    '| off the alignment, ms | median | 90th percentile | bias (median) |\n| --- | --- | --- | --- |',
  );
  console.log(row('start', errors, 'startMs'));
  console.log(row('end', errors, 'endMs'));
  for (let part = 0; part < PARTS; part += 1) {
    const inPart = errors.filter(({ atMs }) => Math.floor((PARTS * atMs) / lengthMs) === part);
    console.log(row(`start, part ${String(part + 1)} of ${String(PARTS)}`, inPart, 'startMs'));
  }
}

function row(name: string, errors: readonly TimeError[], kind: 'startMs' | 'endMs'): string {
  const signed = errors.map((error) => error[kind]);
  const off = signed.map(Math.abs);
  const cells = [quantile(off, 0.5), quantile(off, 0.9), quantile(signed, 0.5)];
  return `| ${name} | ${cells.map((cell) => cell.toFixed(0)).join(' | ')} |`;
}
