import type { Page } from 'playwright';
import { chromium } from 'playwright';
import type { CaptionPace } from '../../src/contract/recognizer-api';
import { chromiumArguments } from '../../tools/chromium-arguments';
import { findChromium } from '../../tools/find-chromium';
import { serveApp } from '../cli/serve';
import { listenIn, playAsMicrophone, type Heard, type Played } from '../final-latency/page-hooks';

const PATIENCE_MS = 300_000;
const MINUTE_MS = 60_000;
/** The browser compiles in two stages, and the second look's words are late. */
const WARM_UP_RUNS = 4;

export interface Listened {
  readonly heard: Heard;
  /** Of each clip, in their order. */
  readonly played: readonly Played[];
}

export interface ListenOptions {
  readonly pace?: CaptionPace;
  /** Called while the clips play. */
  readonly everyMinute?: (page: Page) => Promise<void>;
}

/**
 * Plays clips into the built app as its microphone would, one after the other with pauses, in real time, and on one
 * WASM thread. Resolves once the last one has its final text.
 *
 * @param clips paths of sound files, each an utterance or more.
 */
export async function listen(
  clips: readonly string[],
  { pace = 'balanced', everyMinute }: ListenOptions = {},
): Promise<Listened> {
  const files = [...new Set(clips)];
  const server = await serveApp(files, { isolated: false });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: false,
    args: [...chromiumArguments('wasm'), '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(error.message));
    const urls = clips.map((clip) => server.inputUrl(files.indexOf(clip)));
    // What compiles this file marks functions with their names, also those that are sent to the page.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript((chosen) => {
      localStorage.setItem('tabscribe.preferences', JSON.stringify({ pace: chosen }));
    }, pace);
    await page.addInitScript(listenIn);
    await page.addInitScript(playAsMicrophone, urls);
    await page.goto(server.url);
    await page.waitForFunction(() => window.tabscribe !== undefined);
    await warmUp(page, urls[0] ?? '');
    return await caption(page, everyMinute);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function warmUp(page: Page, url: string): Promise<void> {
  const isolated = await page.evaluate(
    async ([clipUrl, runs]) => {
      const clip = await (await fetch(clipUrl)).blob();
      for (let run = 0; run < runs; run += 1) {
        const outcome = await window.tabscribe?.transcribe(clip, 'stream', { provider: 'wasm' });
        if (outcome?.ok !== true)
          throw new Error(outcome?.failure.message ?? 'the page has no automation API');
      }
      return crossOriginIsolated;
    },
    [url, WARM_UP_RUNS] as const,
  );
  if (isolated) throw new Error('the page is isolated: the runtime has more than one thread');
}

async function caption(page: Page, everyMinute?: (page: Page) => Promise<void>): Promise<Listened> {
  await page.getByRole('button', { name: 'Start captions' }).click();
  await page.waitForFunction(() => window.microphonePlayed !== undefined, undefined, {
    timeout: PATIENCE_MS,
  });
  let minutes: Promise<void> = Promise.resolve();
  const clock = setInterval(() => {
    minutes = minutes.then(() => everyMinute?.(page));
  }, MINUTE_MS);
  // Waits in the page: as long as the clips last.
  const played = (await page.evaluate(() => window.microphonePlayed)) ?? [];
  clearInterval(clock);
  await minutes;
  const endMs = played.at(-1)?.lastSoundMs ?? 0;
  const isWritten = (lastSoundMs: number): boolean =>
    window.heard?.events.some(({ timeMs, event }) => event.type === 'final' && timeMs > lastSoundMs) ?? false;
  await page.waitForFunction(isWritten, endMs, { timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Stop' }).click();
  const heard = await page.evaluate(() => window.heard);
  if (heard === undefined) throw new Error('nothing was heard');
  return { heard, played };
}
