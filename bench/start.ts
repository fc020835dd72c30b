/**
 * How soon can a person do something? Visits the app once, transcribes a file, shuts the server down, and starts the app
 * so many times without a network: each time once in a browser that was just started, and once more beside that page.
 *
 *   npm run bench -- start [TIMES]
 *
 * Times count from the start of the navigation: to the first text on the screen, to a page whose button answers, and to
 * models that are ready.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { buildIfStale, PROJECT_ROOT } from '../tools/build-if-stale';
import { chromiumArguments } from '../tools/chromium-arguments';
import { findChromium } from '../tools/find-chromium';
import { quantile } from './captions/measures';
import { serveApp } from './cli/serve';

const CLIP = join(PROJECT_ROOT, 'e2e', 'fixtures', 'scheme.ogg');
const PATIENCE_MS = 180_000;

interface StartTimes {
  readonly paintMs: number;
  readonly usableMs: number;
  readonly modelsMs: number;
}

declare global {
  interface Window {
    usableMs?: number;
  }
}

/** @param given arguments of the command line. */
export async function start([times = '10']: readonly string[]): Promise<void> {
  await buildIfStale();
  const profile = mkdtempSync(join(tmpdir(), 'start-'));
  try {
    const server = await serveApp([]);
    await inBrowser(profile, async (context) => firstVisit(context, server.url));
    await server.close();
    const fresh: StartTimes[] = [];
    const beside: StartTimes[] = [];
    for (let time = 0; time < Number(times); time += 1) {
      await inBrowser(profile, async (context) => {
        fresh.push(await startOnce(context, server.url));
        beside.push(await startOnce(context, server.url));
      });
    }
    console.log('| offline, ms: median / most | first text | page answers | models ready |');
    console.log('| --- | --- | --- | --- |');
    console.log(row('a browser that was just started', fresh));
    console.log(row('a page more', beside));
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inBrowser(profile: string, run: (context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: false,
    args: chromiumArguments('wasm'),
  });
  try {
    await run(context);
  } finally {
    await context.close();
  }
}

async function firstVisit(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('#file-input').setInputFiles(CLIP);
  await page.getByTestId('offline-badge').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('Ready', { exact: true }).waitFor({ timeout: PATIENCE_MS });
}

async function startOnce(context: BrowserContext, url: string): Promise<StartTimes> {
  const page = await context.newPage();
  // What compiles this file marks functions with their names, also those that are sent to the page.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(noteUsable);
  await page.goto(url);
  const usableMs = await (await page.waitForFunction(() => window.usableMs)).jsonValue();
  const modelsMs = await modelsReadyMs(page);
  const paintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  await page.close();
  return { paintMs, usableMs: usableMs ?? NaN, modelsMs };
}

async function modelsReadyMs(page: Page): Promise<number> {
  const ready = await page.waitForFunction(
    () => document.querySelector('[data-testid=engine]')?.textContent.includes('WASM') && performance.now(),
    undefined,
    { timeout: PATIENCE_MS, polling: 20 },
  );
  return Number(await ready.jsonValue());
}

/** Runs in the page: notes when the program is there, the button can be pressed and the screen has been drawn since. */
function noteUsable(): void {
  const look = (): void => {
    const button = document.getElementById('primary');
    const usable = window.tabscribe !== undefined && button instanceof HTMLButtonElement && !button.disabled;
    requestAnimationFrame(() => {
      if (usable) window.usableMs = performance.now();
      else look();
    });
  };
  look();
}

function row(name: string, all: readonly StartTimes[]): string {
  const cells = (['paintMs', 'usableMs', 'modelsMs'] as const).map((kind) => {
    const values = all.map((times) => times[kind]);
    return `${quantile(values, 0.5).toFixed(0)} / ${Math.max(...values).toFixed(0)}`;
  });
  return `| ${name} | ${cells.join(' | ')} |`;
}
