/**
 * Runs engines over the same clips in Chromium, clip by clip in turn, on one WASM thread.
 *
 *   node --import tsx bench/second-look/compare.ts SPEECH_DIR RESULTS.jsonl [LIMIT] [ENGINE...]
 *
 * SPEECH_DIR/manifest.tsv: file, seconds, text. LIMIT clips (60 by default), evenly picked. Needs what
 * training/scripts/fetch_second_look.py and `npm run models` write. ENGINEs as in engines.ts: moonshine-tiny and
 * whisper-tiny.en where none is named. score.py turns the results into a table.
 */
import { appendFileSync, createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { chromiumArguments } from '../../tools/chromium-arguments';
import { findChromium } from '../../tools/find-chromium';
import type { EngineInfo, ResultLine } from './comparison';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SPEECH_URL = '/speech-clips';

/** The browser compiles in two stages: runs before the second is done are slower, and not counted. */
const WARM_UP_CLIPS = 8;

const DEFAULT_ENGINES = ['moonshine-tiny', 'whisper-tiny.en'];

interface Clip {
  readonly file: string;
  readonly reference: string;
}

function clipsOf(speechDir: string, limit: number): Clip[] {
  const rows = readFileSync(join(speechDir, 'manifest.tsv'), 'utf8').trim().split('\n');
  const clips = rows.map((row) => {
    const [file, , reference] = row.split('\t');
    if (file === undefined || reference === undefined) throw new Error(`not a row of a manifest: ${row}`);
    return { file, reference };
  });
  const step = Math.max(1, Math.ceil(clips.length / limit));
  return clips.filter((_, at) => at % step === 0);
}

function speechServer(speechDir: string): Plugin {
  return {
    name: 'speech-clips',
    configureServer({ middlewares }) {
      middlewares.use(SPEECH_URL, (request, response) => {
        const file = basename(decodeURIComponent(request.url ?? ''));
        createReadStream(join(speechDir, file))
          .on('error', () => response.writeHead(404).end())
          .pipe(response);
      });
    },
  };
}

/** Processor time of all of the browser's page processes so far. */
async function pageCpuMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return pages.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
}

async function compareClip(page: Page, engines: readonly EngineInfo[], clip: Clip): Promise<ResultLine> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  const audioMs = await page.evaluate((url) => window.loadClip(url), `${SPEECH_URL}/${clip.file}`);
  const attempts: Record<string, ResultLine['attempts'][string]> = {};
  for (const { id } of engines) {
    const startCpuMs = await pageCpuMs(browser);
    const attempt = await page.evaluate((engineId) => window.transcribeClip(engineId), id);
    attempts[id] = { ...attempt, cpuMs: (await pageCpuMs(browser)) - startCpuMs };
  }
  return { ...clip, audioMs, attempts };
}

async function run(
  speechDir: string,
  resultsPath: string,
  limit: number,
  ids: readonly string[],
): Promise<void> {
  // No headers for cross-origin isolation: without it the engines run on one thread.
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    appType: 'mpa',
    cacheDir: join(ROOT, 'node_modules/.cache/second-look'),
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, watch: null, hmr: false },
    plugins: [speechServer(speechDir)],
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: false,
    args: chromiumArguments('wasm'),
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}bench/second-look/index.html`);
    await page.waitForFunction(() => 'openEngines' in window);
    const engines = await page.evaluate((wanted) => window.openEngines(wanted), ids);
    for (const engine of engines) console.log(JSON.stringify(engine));
    const clips = clipsOf(speechDir, limit);
    for (const clip of clips.slice(0, WARM_UP_CLIPS)) await compareClip(page, engines, clip);
    writeFileSync(resultsPath, '');
    for (const clip of clips) {
      appendFileSync(resultsPath, `${JSON.stringify(await compareClip(page, engines, clip))}\n`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

const [speechDir, resultsPath, limit = '60', ...ids] = process.argv.slice(2);
if (speechDir === undefined || resultsPath === undefined || !(Number(limit) > 0)) {
  console.error('usage: compare.ts SPEECH_DIR RESULTS.jsonl [LIMIT] [ENGINE...]');
  process.exitCode = 2;
} else {
  await run(speechDir, resultsPath, Number(limit), ids.length > 0 ? ids : DEFAULT_ENGINES);
}
