/**
 * What a recording of hours costs: its first text, and for each minute of work the memory above idle, how far it is and
 * the work on a minute of sound.
 *
 *   npm run bench -- long-file [SHORT.wav|SHORT.mp3|SHORT.mp4|SHORT.webm] [HOURS] [MINUTES]
 *
 * The recording is the short one over and over, three hours where absent. Stops after so many minutes of work, at the end
 * of the recording where absent.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { buildIfStale } from '../../tools/build-if-stale';
import { chromiumArguments } from '../../tools/chromium-arguments';
import { findChromium } from '../../tools/find-chromium';
import { serveApp } from '../cli/serve';
import { writeLongContainer } from './long-container';
import { writeLongRecording } from './long-recording';
import { memoryOf } from './renderer-memory';

const SHORT_PATH = 'e2e/fixtures/microphone.wav';
const PATIENCE_MS = 300_000;
const MINUTE_MS = 60_000;

interface Run {
  readonly browser: Browser;
  readonly page: Page;
  readonly longPath: string;
  readonly lengthMs: number;
  readonly mostMs: number;
}

/** @param given arguments of the command line. */
export async function longFile([short = SHORT_PATH, hours = '3', minutes]: readonly string[]): Promise<void> {
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'long-file-'));
  const longPath = join(folder, `long${extname(short)}`);
  const lengthMs = await writeLong(short, longPath, Number(hours));
  const server = await serveApp([], { isolated: true });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: false,
    args: chromiumArguments('wasm'),
  });
  try {
    const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.goto(server.url);
    await warmUp(page, short);
    const mostMs = minutes === undefined ? Infinity : Number(minutes) * MINUTE_MS;
    await measure({ browser, page, longPath, lengthMs, mostMs });
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

function writeLong(short: string, long: string, hours: number): number | Promise<number> {
  return ['.wav', '.mp3'].includes(extname(short))
    ? writeLongRecording(short, long, hours)
    : writeLongContainer(short, long, hours);
}

/** Models loaded, code compiled, text of a short file on the page. */
async function warmUp(page: Page, short: string): Promise<void> {
  await page.locator('#file-input').setInputFiles(short);
  await page.locator('#captions .caption-text').first().waitFor({ timeout: PATIENCE_MS });
  await idle(page, PATIENCE_MS);
  await page.locator('#clear').click();
}

/** Whether the page is idle again within so long. */
function idle(page: Page, timeoutMs: number): Promise<boolean> {
  const ended = page.waitForFunction(
    () => document.getElementById('status')?.textContent === 'Ready',
    undefined,
    { timeout: Math.max(1, timeoutMs), polling: 200 },
  );
  return ended.then(
    () => true,
    () => false,
  );
}

async function measure({ browser, page, longPath, lengthMs, mostMs }: Run): Promise<void> {
  const idleMb = await memoryOf(browser, page);
  console.log(`${basename(longPath)}, ${(lengthMs / 3_600_000).toFixed(2)} hours`);
  console.log(
    `idle: ${idleMb.residentMb.toFixed(0)} MB resident, ${idleMb.measuredMb.toFixed(0)} MB measured`,
  );
  const startedMs = performance.now();
  await page.locator('#file-input').setInputFiles(longPath);
  await page.locator('#captions .caption-text').first().waitFor({ timeout: PATIENCE_MS });
  console.log(`first text after ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
  console.log(
    '| minute of work | sound done, min | work a minute of sound, s | resident above idle, MB | measured |',
  );
  console.log('| --- | --- | --- | --- | --- |');
  let before = { workMs: 0, soundMs: 0 };
  for (let minute = 1; performance.now() - startedMs < mostMs; minute += 1) {
    const ended = await idle(page, startedMs + minute * MINUTE_MS - performance.now());
    const { residentMb, measuredMb } = await memoryOf(browser, page);
    const now = { workMs: performance.now() - startedMs, soundMs: ended ? lengthMs : await soundDone(page) };
    const pace = (60 * (now.workMs - before.workMs)) / Math.max(1, now.soundMs - before.soundMs);
    before = now;
    const cells = [
      String(minute),
      (now.soundMs / MINUTE_MS).toFixed(1),
      pace.toFixed(2),
      (residentMb - idleMb.residentMb).toFixed(0),
      (measuredMb - idleMb.measuredMb).toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    if (ended) return;
  }
}

/** By what the page says: `43%, at 1:02 of 2:24`. */
async function soundDone(page: Page): Promise<number> {
  const text = (await page.locator('#file-text').textContent()) ?? '';
  const clock = /at ([\d:]+) of/u.exec(text)?.[1] ?? '0';
  return 1000 * clock.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
