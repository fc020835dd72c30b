/**
 * What workers are worth: how many seconds of sound the page writes in a second, as a dropped file, by the recognizer alone and
 * with two and more workers beside it, in turns; once on a page with shared memory, where the recognizer alone has as many
 * threads as the device has cores, and once on a page without, where it has one. A worker has one thread anyway. Says
 * whether all runs wrote the same.
 *
 *   npm run bench -- batching [FILE.wav|FILE.mp3|DIR] [MINUTES] [MOST] [ROUNDS]
 *
 * The recording is the file, or all files of one kind in the folder, over and over, for six minutes where absent; at most
 * two workers and three rounds where absent. Wants a machine with nothing else on it.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { TranscribeResult } from '../../src/contract/recognizer-api';
import { buildIfStale } from '../../tools/build-if-stale';
import { quantile } from '../captions/measures';
import { AppBrowser } from '../cli/browser';
import { serveApp } from '../cli/serve';
import { writeLongRecording } from './long-recording';

const SHORT_PATH = 'e2e/fixtures/microphone.wav';
const PATIENCE_MS = 1_800_000;
const MINUTE_MS = 60_000;

/** One way to have the file written. */
interface Way {
  readonly isolated: boolean;
  readonly workers: number;
  /** One a round. */
  readonly runs: TranscribeResult[];
}

/** @param given arguments of the command line. */
export async function batching([source = SHORT_PATH, ...given]: readonly string[]): Promise<void> {
  const [minutes = 6, most = 2, rounds = 3] = given.map(Number);
  if (!(minutes > 0 && most >= 2 && rounds >= 1))
    throw new Error('usage: npm run bench -- batching [FILE|DIR] [MINUTES] [MOST] [ROUNDS]');
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'batching-'));
  const counts = Array.from({ length: most }, (_, at) => at + 1);
  const ways = [true, false].flatMap((isolated) =>
    counts.map((workers): Way => ({ isolated, workers, runs: [] })),
  );
  try {
    const clips = clipsOf(source);
    const longPath = join(folder, `long${extname(clips[0] ?? '')}`);
    const lengthMs = writeLongRecording(clips, longPath, minutes / 60);
    console.log(`${source}, ${(lengthMs / MINUTE_MS).toFixed(1)} minutes, ${String(rounds)} rounds`);
    await measure([...clips.slice(0, 1), longPath], ways, rounds);
    print(ways);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The file, or those of the folder that are of the kind of its first. */
function clipsOf(source: string): readonly string[] {
  if (!statSync(source).isDirectory()) return [source];
  const clips = readdirSync(source)
    .filter((name) => ['.mp3', '.wav'].includes(extname(name)))
    .sort();
  return clips.filter((name) => extname(name) === extname(clips[0] ?? '')).map((name) => join(source, name));
}

/** @param paths a short file to warm up with, and the long one. */
async function measure(paths: readonly string[], ways: readonly Way[], rounds: number): Promise<void> {
  const pages = await Promise.all([true, false].map((isolated) => openPage(paths, isolated)));
  try {
    for (const { transcribe } of pages) await transcribe(0, 1);
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) {
        const page = pages.find(({ isolated }) => isolated === way.isolated);
        if (page === undefined) continue;
        const run = await page.transcribe(1, way.workers);
        way.runs.push(run);
        console.error(`${nameOf(way)}: ${paceOf(run).toFixed(2)}`);
      }
    }
  } finally {
    for (const { close } of pages) await close();
  }
}

async function openPage(paths: readonly string[], isolated: boolean) {
  const server = await serveApp(paths, { isolated });
  const browser = new AppBrowser(server.url, 'wasm', (line) => {
    console.error(line);
  });
  return {
    isolated,
    transcribe: async (index: number, workers: number): Promise<TranscribeResult> => {
      const outcome = await browser.transcribe({
        inputUrl: server.inputUrl(index),
        path: 'file',
        provider: 'wasm',
        secondLook: true,
        text: 'final',
        memory: 'keep',
        workers,
        timeoutMs: PATIENCE_MS,
      });
      if (!outcome.ok) throw new Error(outcome.failure.message);
      return outcome.value;
    },
    close: async (): Promise<void> => {
      await browser.close();
      await server.close();
    },
  };
}

function print(ways: readonly Way[]): void {
  console.log(
    '\n| shared memory | workers | seconds of sound a second, rounds | median | of one | after a minute | of one |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const way of ways) {
    const alone = ways.find(({ isolated, workers }) => isolated === way.isolated && workers === 1) ?? way;
    const paces = way.runs.map(paceOf);
    const cells = [
      way.isolated ? 'yes' : 'no',
      way.workers === 1 ? 'none' : String(way.workers),
      paces.map((pace) => pace.toFixed(2)).join(', '),
      ...ratio(way, alone, paceOf),
      ...ratio(way, alone, latePaceOf),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  const [first] = ways.flatMap(({ runs }) => runs);
  const same = ways.every(({ runs }) =>
    runs.every((run) => first !== undefined && writtenIn(run) === writtenIn(first)),
  );
  console.log(`\nwords and times: ${same ? 'the same in all runs' : 'NOT the same in all runs'}`);
  const idle = ways.filter(({ workers, runs }) => workers > 1 && runs.some((run) => run.workers < workers));
  for (const way of idle) console.log(`${nameOf(way)}: fewer workers than wanted took part`);
}

function ratio(way: Way, alone: Way, pace: (run: TranscribeResult) => number): string[] {
  const [own, other] = [way, alone].map(({ runs }) => quantile(runs.map(pace), 0.5));
  return [(own ?? NaN).toFixed(2), ((own ?? NaN) / (other ?? NaN)).toFixed(2)];
}

/** Seconds of sound a second. */
function paceOf({ audioMs, wallMs }: TranscribeResult): number {
  return audioMs / wallMs;
}

/** The same once workers are there. */
function latePaceOf({ audioMs, minutesMs }: TranscribeResult): number {
  return (audioMs - MINUTE_MS) / minutesMs.slice(1).reduce((sum, ms) => sum + ms, 0);
}

function writtenIn({ segments }: TranscribeResult): string {
  return JSON.stringify(segments.map(({ id: _, ...segment }) => segment));
}

function nameOf({ isolated, workers }: Way): string {
  return `${isolated ? 'with' : 'without'} shared memory, ${workers === 1 ? 'no workers' : `${String(workers)} workers`}`;
}
