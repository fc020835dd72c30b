import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLongRecording } from '../bench/files/long-recording';
import { fixture, MICROPHONE_SENTENCES, SCHEME_TEXT, SECOND_LOOK_BOUND } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

/** Some segments, and some seconds of work. */
const LONG_HOURS = 100 / 3600;

/** Where in the page the last segments are is told by their times, too. */
const captionsOf = (app: TabscribePage) => app.captions.locator('li').allTextContents();

test('a file that is paused, and one that a reload cut off, end with the words of an undisturbed one', async ({
  app,
  page,
}, testInfo) => {
  const queue = page.getByTestId('file-queue');
  const long = testInfo.outputPath('long.wav');
  writeLongRecording(fixture('microphone.wav'), long, LONG_HOURS);
  await app.open();
  await app.chooseFiles(long);
  await app.finishedText();
  const wanted = await captionsOf(app);
  expect(wanted.length).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Clear' }).click();

  // Another file passes one that is paused.
  await app.chooseFiles(long, fixture('scheme.mp3'));
  await expect(app.finals.nth(1)).toBeVisible({ timeout: PATIENCE_MS });
  await page.getByTestId('file-progress').getByRole('button', { name: 'Pause' }).click();
  await expect(queue.getByText(/Paused at 0:\d\d of 1:\d\d/u)).toBeVisible();
  await expect(app.finals.filter({ hasText: 'scheme' })).toBeVisible({ timeout: PATIENCE_MS });
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  await queue.getByRole('button', { name: 'Go on with long.wav' }).click();
  await expect(app.finals.nth(4)).toBeVisible({ timeout: PATIENCE_MS });

  await page.reload();
  await expect(app.notices).toContainText('One file was not finished. long.wav.');
  const kept = await app.finals.count();
  await app.notices.getByRole('button', { name: 'Go on' }).click();
  await expect(app.status).toHaveText('Transcribing', { timeout: PATIENCE_MS });
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  expect(await captionsOf(app)).toEqual([...wanted, expect.stringMatching(/scheme of the book/iu)]);
  expect(kept).toBeGreaterThan(3);
  expect(kept).toBeLessThan(wanted.length + 1);

  // What is done is not offered again.
  await page.reload();
  await expect(app.finals).toHaveCount(wanted.length + 1);
  await expect(app.notices).not.toContainText('not finished');
});

test('a bad file among good ones stops nothing, and can be tried again or removed', async ({ app, page }) => {
  const queue = page.getByTestId('file-queue');
  await app.open();
  await app.chooseFiles(fixture('scheme.ogg'), fixture('not-audio.mp3'), fixture('microphone.wav'));
  await expect(app.captions.getByText('microphone.wav')).toBeVisible({ timeout: PATIENCE_MS });
  const text = await app.finishedText();
  const wanted = [SCHEME_TEXT, ...MICROPHONE_SENTENCES].join(' ');
  expect(wordErrorRate(wanted, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  await expect(queue).toContainText('1 failed');
  // One by itself has a button of its own.
  await expect(queue.getByRole('button', { name: 'Cancel all' })).toBeHidden();
  await expect(queue.getByRole('alert')).toContainText('This file could not be read.');
  const told = await queue.getByRole('alert').elementHandle();
  await queue.getByRole('button', { name: 'Try not-audio.mp3 again' }).click();
  // It was tried: what is told then is told anew.
  await expect.poll(() => told.evaluate(({ isConnected }) => isConnected)).toBe(false);
  await expect(queue.getByRole('alert')).toContainText('This file could not be read.');
  await queue.getByRole('button', { name: 'Remove not-audio.mp3' }).click();
  await expect(queue).toBeHidden();
});

test('the recordings of a folder are taken in their order, dropped or chosen, and the rest is counted', async ({
  app,
  page,
}, testInfo) => {
  const folder = testInfo.outputPath('talks');
  mkdirSync(join(folder, 'more'), { recursive: true });
  cpSync(fixture('short/do-you-know.opus'), join(folder, '2 know.opus'));
  cpSync(fixture('short/there-is-no.opus'), join(folder, '10 house.opus'));
  cpSync(fixture('scheme.mp4'), join(folder, 'more', 'scheme.mp4'));
  writeFileSync(join(folder, 'notes.txt'), 'Not a recording.');
  await app.open();
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await expect(app.notices).toContainText('One file was left out.');
  await expect(app.captions.getByRole('heading', { name: 'scheme.mp4' })).toBeVisible({
    timeout: PATIENCE_MS,
  });
  await app.finishedText();
  const names = await app.captions.getByRole('heading').allTextContents();
  expect(names.map((name) => name.replace(/ \d+:\d+.*$/u, ''))).toEqual([
    '2 know.opus',
    '10 house.opus',
    'scheme.mp4',
  ]);
  await page.getByRole('button', { name: 'Clear' }).click();

  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(app.captions.getByRole('heading', { name: 'scheme.mp4' })).toBeVisible({
    timeout: PATIENCE_MS,
  });
  await app.finishedText();
  await expect(app.finals).toHaveCount(3);
});

test.describe('a browser without WebCodecs', () => {
  // Routes see only what no service worker answers.
  test.use({ serviceWorkers: 'block' });

  test('decodes files as a whole', async ({ app, page }) => {
    let changed = 0;
    await page.route(/recognizer\.worker.*\.js$/u, async (route) => {
      const response = await route.fetch();
      changed += 1;
      await route.fulfill({ response, body: `delete globalThis.AudioDecoder;\n${await response.text()}` });
    });
    await app.open();
    await app.chooseFiles(fixture('scheme.mp3'));
    const text = await app.finishedText();
    expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
    expect(changed).toBeGreaterThan(0);
  });
});
