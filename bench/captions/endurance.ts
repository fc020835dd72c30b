/**
 * Do captions stand a long meeting? A file of utterances is Chromium's microphone for half an hour, in real time. Each
 * minute what Chromium's renderers hold is written, in the first and the last also the memory of the page with its workers by
 * the browser's own measure; at the end, for each five minutes, how far the times of captions are off the sound. The measure
 * halts the page and what plays the file, which the page takes for sound that was lost: not in between.
 *
 *   npm run bench -- endurance DIR [MINUTES]
 *
 * DIR is what bench/captions/align_words.py writes; 30 minutes where absent. Where the stream began in the file is not
 * known to a tenth of a second: it is taken from the first five minutes, and the others are told against them. A spoken word
 * is found again by its letters, not by when it comes: what is late by seconds shows as late. On a busy machine Chromium's
 * player of the file loses sound and stands still meanwhile, which a microphone does not: what final texts say of their end
 * is therefore also compared with when they came.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { readWav, temporaryWav, writeWav } from '../../e2e/made-wav';
import { buildIfStale } from '../../tools/build-if-stale';
import { chromiumArguments, fakeMicrophoneArguments } from '../../tools/chromium-arguments';
import { findChromium } from '../../tools/find-chromium';
import { serveApp } from '../cli/serve';
import { memoryOf, residentMemoryOf } from '../files/renderer-memory';
import { listenIn } from '../final-latency/page-hooks';
import { reportDrift, type Arrived } from './drift';
import type { SpokenWord } from './measures';

const MINUTE_MS = 60_000;
const PAUSE_MS = 2500;
const RATE_HZ = 16_000;
/** A microphone is never quite silent. Greatest sample of the pauses. */
const NOISE = 0.002;
/** Shorter words come again before the same clip does. */
const RARE_LETTERS = 6;

interface Clip {
  readonly file: string;
  readonly words: readonly SpokenWord[];
}

interface Meeting {
  readonly wavPath: string;
  /** The rare words, timed from the start of the file. */
  readonly spoken: readonly SpokenWord[];
}

/** Those that a clip says once. */
function rareWords(words: readonly SpokenWord[]): SpokenWord[] {
  return words.filter(
    ({ word }) => word.length >= RARE_LETTERS && words.filter((other) => other.word === word).length === 1,
  );
}

/** Joins the clips, over and over, with pauses. */
function hold(dir: string, minutes: number): Meeting {
  const clips = JSON.parse(readFileSync(join(dir, 'word-times.json'), 'utf8')) as Clip[];
  const pause = (PAUSE_MS / 1000) * RATE_HZ;
  const samples = Float32Array.from(
    { length: (minutes * MINUTE_MS * RATE_HZ) / 1000 },
    () => NOISE * (2 * Math.random() - 1),
  );
  const spoken: SpokenWord[] = [];
  let at = pause;
  for (let index = 0; ; index += 1) {
    const clip = clips[index % clips.length];
    if (clip === undefined) break;
    const [sound = samples] = readWav(join(dir, clip.file)).channels;
    if (at + sound.length + pause > samples.length) break;
    samples.set(sound, at);
    const clipMs = (1000 * at) / RATE_HZ;
    for (const { word, startMs, endMs } of rareWords(clip.words))
      spoken.push({ word, startMs: clipMs + startMs, endMs: clipMs + endMs });
    at += sound.length + pause;
  }
  const wavPath = temporaryWav();
  writeWav(wavPath, { rateHz: RATE_HZ, channels: [samples] });
  return { wavPath, spoken };
}

/** Final texts since the last call. What the page holds for the bench must not grow. */
async function takeFinals(page: Page): Promise<Arrived[]> {
  const events = await page.evaluate(() => window.heard?.events.splice(0) ?? []);
  return events.flatMap(({ timeMs, event }) =>
    event.type === 'final' ? [{ timeMs, segment: event.segment }] : [],
  );
}

async function caption(page: Page, browser: Browser, minutes: number): Promise<Arrived[]> {
  const finals: Arrived[] = [];
  await page.getByRole('button', { name: 'Start captions' }).click();
  console.log('| minute | page and workers, MB | renderers, MB |\n| --- | --- | --- |');
  const startMs = Date.now();
  for (let minute = 1; minute <= minutes; minute += 1) {
    await page.waitForTimeout(startMs + minute * MINUTE_MS - Date.now());
    const measured = minute === 1 || minute === minutes;
    const { measuredMb, residentMb } = measured
      ? await memoryOf(browser, page)
      : { measuredMb: undefined, residentMb: await residentMemoryOf(browser) };
    finals.push(...(await takeFinals(page)));
    console.log(`| ${String(minute)} | ${measuredMb?.toFixed(1) ?? ''} | ${residentMb.toFixed(0)} |`);
  }
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start captions' }).waitFor();
  return [...finals, ...(await takeFinals(page))];
}

/** @param given arguments of the command line. */
export async function endurance([dir, given = '30']: readonly string[]): Promise<void> {
  const minutes = Number(given);
  if (dir === undefined || !(minutes > 0)) throw new Error('usage: npm run bench -- endurance DIR [MINUTES]');
  await buildIfStale();
  const { wavPath, spoken } = hold(dir, minutes);
  const server = await serveApp([]);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: false,
    args: [
      ...chromiumArguments('wasm'),
      ...fakeMicrophoneArguments(wavPath),
      // Memory is told after a collection that comes at once, not when the browser has time.
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  });
  try {
    const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
    page.on('pageerror', (error) => console.error(error.message));
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript(listenIn);
    await page.goto(server.url);
    await page.waitForFunction(() => window.tabscribe !== undefined);
    reportDrift(spoken, await caption(page, browser, minutes), minutes);
  } finally {
    await browser.close();
    await server.close();
    rmSync(wavPath);
  }
}
