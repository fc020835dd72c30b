import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright/test';
import type { ExportFormat } from '../src/export/formats';
import { fixture, LIVE_BOUND, MICROPHONE_SENTENCES, SCHEME_TEXT } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

/** The browser picks the tab with this title in place of the person. */
const TAB_TITLE = 'A tab that plays';

test.use({
  moreArguments: [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${fixture('microphone.wav')}%noloop`,
    `--auto-select-tab-capture-source-by-title=${TAB_TITLE}`,
  ],
  permissions: ['microphone'],
});

/** Another tab with a recording in it that plays when it is told to. */
async function openTab(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  const sound = readFileSync(fixture('scheme.wav')).toString('base64');
  await tab.setContent(`<title>${TAB_TITLE}</title><audio src="data:audio/wav;base64,${sound}"></audio>`);
  return tab;
}

async function choose(app: TabscribePage, source: string): Promise<void> {
  await app.page.getByRole('button', { name: /^Sound source/u }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Sound' });
  await dialog.getByRole('radio', { name: source, exact: true }).check();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** The models are brought here by a file first: what is tested is the sound, not the download. */
async function ready(app: TabscribePage): Promise<void> {
  await app.open();
  await app.chooseFiles(fixture('short/do-you-know.opus'));
  await app.finishedText();
  await app.secondLookReady();
  await app.page.getByRole('button', { name: 'Clear' }).click();
}

test('captions of a shared tab', async ({ app, context }) => {
  const tab = await openTab(context);
  await app.page.bringToFront();
  await ready(app);
  await choose(app, 'A tab or the system');
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening');
  await tab.evaluate(() => document.querySelector('audio')?.play());
  await expect(async () => {
    const text = (await app.finals.allTextContents()).join(' ');
    expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(LIVE_BOUND);
  }).toPass({ timeout: PATIENCE_MS });
  await expect(app.page.getByRole('heading', { name: 'Shared sound' })).toBeVisible();
  await expect(app.captions.locator('.caption-source')).toHaveCount(0);
  await tab.close();
  await expect(app.notices).toContainText('Sharing has ended.');
  await expect(app.status).toHaveText('Ready');
});

test('captions of microphone and tab at once, each marked with its source, in files too', async ({
  app,
  context,
}) => {
  const tab = await openTab(context);
  await app.page.bringToFront();
  await ready(app);
  await choose(app, 'Both');
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening');
  await tab.evaluate(() => document.querySelector('audio')?.play());
  const textOf = async (source: string): Promise<string> => {
    const rows = app.captions
      .locator('.caption')
      .filter({ has: app.page.getByText(source, { exact: true }) });
    return (await rows.locator('.caption-text').allTextContents()).join(' ');
  };
  await expect(async () => {
    const [heard, shared] = [await textOf('Microphone'), await textOf('Shared sound')];
    expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), heard), heard).toBeLessThanOrEqual(LIVE_BOUND);
    expect(wordErrorRate(SCHEME_TEXT, shared), shared).toBeLessThanOrEqual(LIVE_BOUND);
  }).toPass({ timeout: PATIENCE_MS });

  // The other source goes on.
  await tab.close();
  await expect(app.notices).toContainText('Sharing has ended.');
  await expect(app.status).toHaveText('Listening');
  await app.page.getByRole('button', { name: 'Stop captions' }).click();
  await expect(app.status).toHaveText('Ready');

  const saved = async (format: ExportFormat): Promise<string> => (await app.download(format)).text;
  expect(await saved('txt')).toMatch(/^Microphone: .*^Shared sound: |^Shared sound: .*^Microphone: /msu);
  expect(await saved('srt')).toContain('Shared sound: ');
  expect(await saved('vtt')).toContain('<v Microphone>');
  const { segments } = JSON.parse(await saved('json')) as { segments: { source: string; startMs: number }[] };
  expect(new Set(segments.map(({ source }) => source))).toEqual(new Set(['microphone', 'tab']));
});

/** Stands in for the person's choice in the browser's dialog. */
const shareBy = (body: string) => `navigator.mediaDevices.getDisplayMedia = async () => { ${body} };`;

for (const [name, body, title, advice] of [
  [
    'shared without sound',
    "return document.createElement('canvas').captureStream();",
    'What you shared came without sound.',
    'Also share tab audio',
  ],
  [
    'not shared at all',
    "throw new DOMException('by the test', 'NotAllowedError');",
    'Nothing was shared.',
    'press Share',
  ],
] as const) {
  test(`a tab that is ${name} says so, and which way leads on`, async ({ app }) => {
    await app.page.addInitScript(shareBy(body));
    await app.open();
    await choose(app, 'Both');
    await app.page.getByRole('button', { name: 'Start captions' }).click();
    await expect(app.notices).toContainText(title);
    await expect(app.notices).toContainText(advice);
    await expect(app.notices.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(app.page.getByRole('button', { name: 'Start captions' })).toBeVisible();
  });
}
