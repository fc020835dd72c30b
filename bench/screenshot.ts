/** `npm run screenshot`: takes docs/screenshot.png of the running app with captions in it. */
import { join } from 'node:path';
import { chromium } from 'playwright';
import { buildIfStale, PROJECT_ROOT } from '../tools/build-if-stale';
import { chromiumArguments } from '../tools/chromium-arguments';
import { findChromium } from '../tools/find-chromium';
import { serveApp } from './cli/serve';

const FILES = ['microphone.wav', 'scheme.mp3'].map((name) => join(PROJECT_ROOT, 'e2e', 'fixtures', name));
const TARGET = join(PROJECT_ROOT, 'docs', 'screenshot.png');
const VIEWPORT = { width: 1080, height: 720 };
const WAIT_MS = 120_000;

await buildIfStale();
const server = await serveApp([]);
const browser = await chromium.launch({
  executablePath: findChromium(),
  headless: false,
  args: chromiumArguments('wasm'),
});
try {
  const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 2, colorScheme: 'light' });
  await page.goto(server.url);
  await page.getByLabel('Choose a file').setInputFiles(FILES);
  const captions = page.getByRole('log', { name: 'Captions' });
  await captions.getByText('scheme of the book').waitFor({ timeout: WAIT_MS });
  await page.getByTestId('status').getByText('Ready').waitFor({ timeout: WAIT_MS });
  await page.screenshot({ path: TARGET });
} finally {
  await browser.close();
  await server.close();
}
