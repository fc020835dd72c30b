import type { Page } from 'playwright/test';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

const MANY = ['do-you-know', 'he-asked-me', 'he-came-home', 'it-is-not', 'it-was-raining', 'there-is-no'];

const tools = (page: Page) => page.getByRole('group', { name: 'Reading' });

/** Several captions of a recording: enough to search, and to scroll. */
async function transcribed(app: TabscribePage): Promise<void> {
  await app.open();
  await app.chooseFiles(fixture('microphone.wav'));
  await app.finishedText();
}

test('search finds words, walks through them, and jumps to a time', async ({ app }) => {
  await transcribed(app);
  const { page } = app;
  await page.keyboard.press('/');
  const field = page.getByLabel('Search the captions');
  await expect(field).toBeFocused();
  const texts = await app.finals.allTextContents();
  const expected = texts.join('\n').match(/the/giu)?.length ?? 0;
  expect(expected).toBeGreaterThan(1);
  const count = page.locator('#search-count');
  await field.fill('THE');
  await expect(count).toHaveText(`${String(expected)} of ${String(expected)}`);
  const marked = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get('search-current') ?? [])].map((range) => String(range as Range)),
    );
  expect((await marked())[0]?.toLowerCase()).toBe('the');
  await field.press('Enter');
  await expect(count).toHaveText(`1 of ${String(expected)}`);
  await expect(app.captions.locator('.caption-found')).toHaveCount(1);
  await page.getByRole('button', { name: 'Previous' }).click();
  await expect(count).toHaveText(`${String(expected)} of ${String(expected)}`);
  await field.fill('no such words');
  await expect(count).toHaveText('Nothing found');
  await field.fill('0:00');
  await expect(count).toHaveText(/^At \d:\d\d$/u);
  await expect(app.captions.locator('.caption').first()).toHaveClass(/caption-found/u);
  await field.press('Escape');
  await expect(field).toBeHidden();
  await expect(page.getByRole('button', { name: 'Search', exact: true })).toBeFocused();
  await expect(app.captions.locator('.caption-found')).toHaveCount(0);
});

test('reading upwards stops the following; a button leads back', async ({ app }) => {
  await app.page.setViewportSize({ width: 700, height: 420 });
  await app.open();
  await app.chooseFiles(...MANY.map((name) => fixture(`short/${name}.opus`)));
  await expect(app.captions.locator('.source')).toHaveCount(MANY.length, { timeout: PATIENCE_MS });
  await app.finishedText();
  const last = app.finals.last();
  await expect(last).toBeInViewport();
  await app.page.mouse.move(300, 150);
  await app.page.mouse.wheel(0, -2000);
  const back = app.page.getByRole('button', { name: 'Jump to newest' });
  await expect(back).toBeVisible();
  await expect(last).not.toBeInViewport();
  await back.click();
  await expect(last).toBeInViewport();
  await expect(back).toBeHidden();
  // A click on a caption's time brings that caption into view.
  await expect(app.finals.first()).not.toBeInViewport();
  // Not Playwright's click, which brings what it clicks into view by itself.
  await app.captions.locator('.caption-time').first().dispatchEvent('click');
  await expect(app.finals.first()).toBeInViewport();
});

test('words that the model was unsure of are marked, on request', async ({ app }) => {
  await transcribed(app);
  const line = () =>
    app.page.evaluate(() => {
      // One of known confidence: that of the recording may be sure throughout.
      const word = document.querySelector('.unsure') ?? document.createElement('span');
      if (!word.isConnected) {
        word.className = 'unsure';
        document.querySelector('.caption-text')?.append(word);
      }
      return getComputedStyle(word).textDecorationLine;
    });
  expect(await line()).toBe('none');
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByLabel('Underline words that the model was unsure of').check();
  expect(await line()).toBe('underline');
  await app.page.getByRole('radio', { name: 'Serif' }).check();
  await app.page.getByRole('radio', { name: 'High' }).check();
  const look = await app.finals.first().evaluate((row) => getComputedStyle(row).fontFamily);
  expect(look).toContain('Georgia');
  await app.page.reload();
  await expect(app.page.locator('html')).toHaveAttribute('data-unsure-words', 'on');
  await expect(app.page.locator('html')).toHaveAttribute('data-caption-contrast', 'high');
});

test('paused captions go on being heard, and all come back', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.chooseFiles(fixture('short/do-you-know.opus'));
  await app.finishedText();
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening', { timeout: PATIENCE_MS });
  await tools(page).getByRole('button', { name: 'Pause' }).click();
  const shown = await app.finals.count();
  await expect(page.getByTestId('paused')).toContainText(/Paused, [2-9] new lines/u, {
    timeout: PATIENCE_MS,
  });
  expect(await app.finals.count()).toBe(shown);
  await expect(app.partials).toHaveCount(0);
  await page.getByTestId('paused').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByTestId('paused')).toBeHidden();
  expect(await app.finals.count()).toBeGreaterThanOrEqual(shown + 2);
  await page.getByRole('button', { name: 'Stop captions' }).click();
});

test('the stage shows the last lines large, and Escape leaves it', async ({ app }) => {
  await transcribed(app);
  const { page } = app;
  const small = await app.finals.last().evaluate((row) => parseFloat(getComputedStyle(row).fontSize));
  const open = page.getByRole('button', { name: 'Full screen', exact: true });
  await open.click();
  const stage = page.getByRole('dialog', { name: 'Full screen' });
  const line = stage.locator('.last-line').last();
  await expect(line).toHaveText((await app.finals.last().textContent()) ?? '');
  expect(await line.evaluate((row) => parseFloat(getComputedStyle(row).fontSize))).toBeGreaterThan(
    small * 1.8,
  );
  expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  // What is announced is announced by the page's own log, once.
  await expect(stage.locator('[aria-live]')).toHaveCount(0);
  // The keyboard never gets behind the stage.
  for (const key of ['Tab', 'Tab', 'Shift+Tab']) await page.keyboard.press(key);
  await expect(stage.getByRole('button', { name: 'Leave full screen' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(stage).toBeHidden();
  await expect(open).toBeFocused();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
});

for (const way of ['floating', 'pop-up'] as const) {
  test(`the caption window, ${way}, shows what the page shows, in its colours`, async ({ app }) => {
    const { page } = app;
    if (way === 'pop-up') {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'documentPictureInPicture', { value: undefined });
      });
    }
    await transcribed(app);
    const opening = page.context().waitForEvent('page');
    await tools(page).getByRole('button', { name: 'Caption window' }).click();
    const small = await opening;
    const floats = page.evaluate(() => {
      const { documentPictureInPicture: floating } = window as {
        documentPictureInPicture?: { window: unknown };
      };
      return Boolean(floating?.window);
    });
    expect(await floats).toBe(way === 'floating');
    const line = small.locator('.last-line').last();
    await expect(line).toHaveText((await app.finals.last().textContent()) ?? '');
    await expect(small.locator('[aria-live]')).toHaveCount(0);
    const paper = (of: Page) => of.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const pagePaper = (of: Page) =>
      of.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await expect.poll(() => paper(small)).toBe(await pagePaper(page));
    await page.getByRole('button', { name: 'Switch to dark' }).click();
    await expect.poll(() => paper(small)).toBe('rgb(20, 23, 26)');
    await tools(page).getByRole('button', { name: 'Close caption window' }).click();
    await expect.poll(() => small.isClosed()).toBe(true);
    await expect(tools(page).getByRole('button', { name: 'Caption window', exact: true })).toBeVisible();
  });
}

test('captions that were cleared come back', async ({ app }) => {
  await transcribed(app);
  const before = await app.finals.allTextContents();
  await app.page.getByRole('button', { name: 'Clear' }).click();
  await expect(app.finals).toHaveCount(0);
  await app.page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(app.finals).toHaveText(before);
  // The button is gone: the keyboard goes on at what stands below.
  await expect(app.page.getByRole('button', { name: 'Start captions' })).toBeFocused();
});
