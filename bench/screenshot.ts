/** `npm run screenshot`: takes docs/screenshot.png and docs/screens/ of the running app with captions in it. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { buildIfStale, PROJECT_ROOT } from '../tools/build-if-stale';
import { chromiumArguments } from '../tools/chromium-arguments';
import { findChromium } from '../tools/find-chromium';
import { serveApp } from './cli/serve';

const FILES = ['microphone.wav', 'scheme.mp3'].map((name) => join(PROJECT_ROOT, 'e2e', 'fixtures', name));
const DOCS = join(PROJECT_ROOT, 'docs');
const SCREENS = join(DOCS, 'screens');
/** The web manifest's, which browsers show before they install the app. */
const MANIFEST_SCREENS = { 'captions-light.png': 'wide.png', 'captions-phone.png': 'narrow.png' };
const WAIT_MS = 90_000;
/** The sound of these short files is read by then. */
const DRAWN_AFTER_MS = 1500;
const DESK = { width: 1080, height: 720 };
/** All of the page, from its head to its foot. */
const WHOLE = { width: 1080, height: 820 };
const PHONE = { width: 390, height: 780 };
/** As the app opens it. */
const CAPTION_WINDOW = { width: 640, height: 200 };

interface Look {
  readonly name: string;
  readonly viewport: typeof DESK;
  readonly colorScheme: 'light' | 'dark';
  readonly locale: string;
}

const LOOKS: readonly Look[] = [
  { name: 'light', viewport: DESK, colorScheme: 'light', locale: 'en' },
  { name: 'dark', viewport: DESK, colorScheme: 'dark', locale: 'en' },
  { name: 'phone', viewport: PHONE, colorScheme: 'light', locale: 'en' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark', locale: 'en' },
  { name: 'chinese', viewport: DESK, colorScheme: 'light', locale: 'zh-CN' },
];

/** @param of the page where absent. */
type Shoot = (of?: Page) => Promise<void>;

/** Each leaves the page as it found it. */
const SCREENS_OF: Readonly<Record<string, (page: Page, shoot: Shoot) => Promise<void>>> = {
  captions: (_, shoot) => shoot(),
  search: async (page, shoot) => {
    await page.locator('#search-open').click();
    await page.locator('#search-field').fill('the');
    await shoot();
    await page.keyboard.press('Escape');
  },
  correction: async (page, shoot) => {
    await page.locator('#captions [tabindex="0"]').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('F2');
    await page.keyboard.type('garden');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await shoot();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Z');
    await page.locator('.correction-dismiss').click();
  },
  replace: async (page, shoot) => {
    await page.keyboard.press('Control+H');
    await page.locator('#search-field').fill('the');
    await page.locator('#replace-field').fill('a');
    await shoot();
    await page.keyboard.press('Escape');
  },
  waveform: async (page, shoot) => {
    await page.locator('#waveform-open').click();
    await page.locator('#waveform [role="slider"]').waitFor();
    await page.waitForTimeout(DRAWN_AFTER_MS);
    await shoot();
    await page.locator('#waveform-open').click();
  },
  again: async (page, shoot) => {
    await page.locator('#again-open').click();
    await shoot();
    await page.keyboard.press('Escape');
  },
  stage: async (page, shoot) => {
    await page.locator('#stage-open').click();
    await shoot();
    await page.keyboard.press('Escape');
  },
  window: async (page, shoot) => {
    // Phones have none.
    if (!(await page.locator('#window-open').isVisible())) return;
    // A pop-up, which can be given a size; the floating one looks the same.
    await page.evaluate(() => {
      Object.defineProperty(window, 'documentPictureInPicture', { value: undefined });
    });
    const opening = page.context().waitForEvent('page');
    await page.locator('#window-open').click();
    const small = await opening;
    await small.setViewportSize(CAPTION_WINDOW);
    await small.locator('.last-line').last().waitFor();
    await shoot(small);
    await page.locator('#window-open').click();
  },
  sound: async (page, shoot) => {
    await page.locator('#sound-open').click();
    await shoot();
    await page.keyboard.press('Escape');
  },
  sessions: async (page, shoot) => {
    await page.locator('#sessions-open').click();
    await page.locator('dialog[open] li').first().waitFor();
    await shoot();
    await page.keyboard.press('Escape');
  },
  settings: async (page, shoot) => {
    await page.locator('#settings-open').click();
    await shoot();
    await page.keyboard.press('Escape');
  },
  models: async (page, shoot) => {
    await page.locator('#settings-open').click();
    await page.locator('#models-open').click();
    await page.locator('#models-list > li').first().waitFor();
    await shoot();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  },
  shortcuts: async (page, shoot) => {
    await page.locator('#settings-open').click();
    await page.locator('#shortcuts-open').click();
    await shoot();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  },
  words: async (page, shoot) => {
    await page.locator('#settings-open').click();
    await page.locator('#words-open').click();
    await page.locator('dialog[open] textarea').fill('Oyelaran\nSiobhan = shivawn\nTabscribe');
    await page.locator('dialog[open]').getByText(/^3 /).waitFor();
    await shoot();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  },
};

async function shootAll(browser: Browser, url: string, { name, ...options }: Look): Promise<void> {
  const page = await browser.newPage({ ...options, deviceScaleFactor: 1 });
  page.setDefaultTimeout(WAIT_MS);
  await page.goto(url);
  await page.locator('#download-note:not(:empty)').waitFor();
  await page.screenshot({ path: join(SCREENS, `start-${name}.png`) });
  await page.locator('#file-input').setInputFiles(FILES);
  await page.getByText('scheme of the book').first().waitFor();
  await page.locator('#export-bar').waitFor();
  for (const [screen, show] of Object.entries(SCREENS_OF)) {
    await show(page, async (of = page) => {
      await of.screenshot({ path: join(SCREENS, `${screen}-${name}.png`) });
    });
  }
  await page.close();
}

await buildIfStale();
mkdirSync(SCREENS, { recursive: true });
const server = await serveApp([]);
const browser = await chromium.launch({
  executablePath: findChromium(),
  headless: false,
  args: chromiumArguments('wasm'),
});
try {
  for (const look of LOOKS) await shootAll(browser, server.url, look);
  for (const [from, to] of Object.entries(MANIFEST_SCREENS))
    copyFileSync(join(SCREENS, from), join(PROJECT_ROOT, 'public', 'screens', to));
  const page = await browser.newPage({ viewport: WHOLE, deviceScaleFactor: 2, colorScheme: 'light' });
  await page.goto(server.url);
  await page.getByLabel('Choose a file').setInputFiles(FILES);
  await page.getByText('scheme of the book').first().waitFor({ timeout: WAIT_MS });
  await page.getByTestId('status').getByText('Ready').waitFor({ timeout: WAIT_MS });
  await page.screenshot({ path: join(DOCS, 'screenshot.png') });
} finally {
  await browser.close();
  await server.close();
}
