/**
 * What batches gain in Chromium, on whatever graphics adapter is there, and what the app makes of it.
 *
 *     npm run bench -- gpu-batches DIR [UTTERANCES] [SECONDS] [SIZES]
 *
 * DIR/manifest.tsv: file, seconds, text. So many utterances (16) of at most so many seconds (30). A software adapter takes a minute for
 * a second of sound and is never used by the app: give it 2 utterances of 1 second.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { chromiumArguments } from '../../tools/chromium-arguments';
import { findChromium } from '../../tools/find-chromium';
import { describePass, type Pass } from './measure';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SPEECH_URL = '/speech-clips';

function speechServer(folder: string): Plugin {
  return {
    name: 'speech-clips',
    configureServer({ middlewares }) {
      middlewares.use(SPEECH_URL, (request, response) => {
        createReadStream(join(folder, basename(decodeURIComponent(request.url ?? ''))))
          .on('error', () => response.writeHead(404).end())
          .pipe(response);
      });
    },
  };
}

/** @param given arguments of the command line. */
export async function gpuBatches([
  folder,
  count = '16',
  seconds = '30',
  sizes = '1,2,4,8',
]: readonly string[]): Promise<void> {
  if (folder === undefined || !(Number(count) > 0) || !(Number(seconds) > 0))
    throw new Error('usage: npm run bench -- gpu-batches DIR [UTTERANCES] [SECONDS] [SIZES]');
  const rows = readFileSync(join(folder, 'manifest.tsv'), 'utf8').trim().split('\n');
  const files = rows.map((row) => row.split('\t')[0] ?? '').slice(0, Number(count));
  // No headers for cross-origin isolation: WASM has one thread.
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    appType: 'mpa',
    cacheDir: join(ROOT, 'node_modules/.cache/gpu-batches'),
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, watch: null, hmr: false },
    plugins: [speechServer(folder)],
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: false,
    args: chromiumArguments('webgpu'),
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => {
      console.error(error.message);
    });
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}bench/gpu/index.html`);
    await page.waitForFunction(() => 'openBatches' in window);
    const { adapter, isSoftware, openMs } = await page.evaluate(() => window.openBatches());
    console.log(
      `adapter: ${adapter}${isSoftware ? ' (software)' : ''}; graphs opened in ${openMs.toFixed(0)} ms`,
    );
    let total = 0;
    for (const file of files) {
      total += await page.evaluate(([url, most]) => window.addClip(url, most), [
        `${SPEECH_URL}/${file}`,
        Number(seconds),
      ] as const);
    }
    console.log(`${String(files.length)} utterances, ${total.toFixed(1)} s`);
    const onWasm = await page.evaluate(() => window.measureBatches(0));
    console.log(`WASM, one by one: ${(onWasm.ms / total).toFixed(1)} ms a second of sound`);
    let reference: Pass | undefined;
    for (const size of sizes.split(',').map(Number)) {
      const pass = await page.evaluate((asked) => window.measureBatches(asked), size);
      console.log(describePass(pass, total, (reference ??= pass)));
    }
    const app = await page.evaluate(() => window.measureApp());
    const way = app.size === 0 ? 'on WASM' : `with batches of ${String(app.size)} in the end`;
    console.log(
      `the app, ${way}: ${(app.ms / total).toFixed(1)} ms a second of sound, ${(onWasm.ms / app.ms).toFixed(2)} times the speed of WASM, ${reference === undefined ? '' : (reference.ms / app.ms).toFixed(2)} times that of batch 1`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}
