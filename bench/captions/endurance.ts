/**
 * Do captions stand a long meeting? Plays utterances over and over into the built app as its microphone would, in real
 * time, and writes for each minute the memory of the page, its worker and their runtime, and for each five minutes how
 * far the times of captions are off the sound.
 *
 *   npm run bench -- endurance DIR [MINUTES]
 *
 * DIR is what bench/captions/align_words.py writes; 30 minutes where absent.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { buildIfStale } from '../../tools/build-if-stale';
import type { Heard, Played } from '../final-latency/page-hooks';
import { listen } from './listen';
import { quantile, type SpokenWord } from './measures';

const MINUTE_MS = 60_000;
const DRIFT_MINUTES = 5;
/** Of the pauses that are played between clips. */
const PAUSE_MS = 2500;
/** A caption that begins with another word than the clip does says nothing about its time. */
const MOST_OFF_MS = 1000;

interface Clip {
  readonly file: string;
  readonly words: readonly SpokenWord[];
}

/** Megabytes in use after a collection: the page's heap, and the worker's with its WASM memory. */
async function megabytes(page: Page): Promise<{ heap: number; worker: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const [worker] = page.workers();
  const bytes = await worker?.evaluate(() => {
    const { memory } = performance as { memory?: { usedJSHeapSize: number } };
    return memory?.usedJSHeapSize ?? 0;
  });
  return { heap: usedSize / 1e6, worker: (bytes ?? 0) / 1e6 };
}

/** How much later than the sound says each caption begins, ms, with the minute it was said in. */
function offsetsOf(clips: readonly Clip[], played: readonly Played[], heard: Heard) {
  const finals = heard.events.flatMap(({ event }) => (event.type === 'final' ? [event.segment] : []));
  return played.flatMap(({ startMs }, index) => {
    const first = clips[index % clips.length]?.words[0];
    if (first === undefined) return [];
    const spokenMs = startMs + first.startMs - heard.streamStartMs;
    const offsets = finals.map((segment) => segment.startMs - spokenMs);
    const nearest = offsets.reduce((best, ms) => (Math.abs(ms) < Math.abs(best) ? ms : best), Infinity);
    return Math.abs(nearest) < MOST_OFF_MS ? [{ minute: spokenMs / MINUTE_MS, ms: nearest }] : [];
  });
}

/** @param given arguments of the command line. */
export async function endurance([dir, minutes = '30']: readonly string[]): Promise<void> {
  if (dir === undefined || !(Number(minutes) > 0))
    throw new Error('usage: npm run bench -- endurance DIR [MINUTES]');
  await buildIfStale();
  const clips = JSON.parse(readFileSync(join(dir, 'word-times.json'), 'utf8')) as Clip[];
  const lengthsMs = clips.map(({ words }) => (words.at(-1)?.endMs ?? 0) + PAUSE_MS);
  const roundMs = lengthsMs.reduce((sum, ms) => sum + ms, 0);
  const rounds = Math.ceil((Number(minutes) * MINUTE_MS) / roundMs);
  const files = clips.map(({ file }) => join(dir, file));
  console.log('| minute | heap of the page, MB | heap of the worker, MB |\n| --- | --- | --- |');
  let minute = 0;
  const everyMinute = async (page: Page): Promise<void> => {
    minute += 1;
    const { heap, worker } = await megabytes(page);
    console.log(`| ${String(minute)} | ${heap.toFixed(1)} | ${worker.toFixed(1)} |`);
  };
  const all = Array.from({ length: rounds }, () => files).flat();
  const { heard, played } = await listen(all, { everyMinute });
  const offsets = offsetsOf(clips, played, heard);
  console.log('\n| minutes | captions | their times against the sound, median, ms |\n| --- | --- | --- |');
  for (let from = 0; from < Number(minutes); from += DRIFT_MINUTES) {
    const within = offsets.filter((offset) => offset.minute >= from && offset.minute < from + DRIFT_MINUTES);
    const median = quantile(
      within.map(({ ms }) => ms),
      0.5,
    );
    console.log(
      `| ${String(from)} to ${String(from + DRIFT_MINUTES)} | ${String(within.length)} | ${median.toFixed(0)} |`,
    );
  }
}
