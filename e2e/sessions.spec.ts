import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { bringModels } from './disturbed';
import { fixture, LIVE_BOUND, MICROPHONE_SENTENCES } from './fixtures';
import { countRecords } from './session-records';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

/** How many sessions the browser's database has. */
const savedSessions = (page: Page): Promise<number> => countRecords(page, ['entry'], ['entry', []]);

test('past sessions are listed, found, renamed, exported and deleted', async ({ app, page }) => {
  const dialog = page.getByRole('dialog', { name: 'Past sessions' });
  const rows = dialog.getByRole('listitem');
  const open = () => page.getByRole('button', { name: 'Past sessions' }).click();
  const close = () => dialog.getByRole('button', { name: 'Close' }).click();
  await app.open();
  await open();
  await expect(dialog).toContainText('are listed here as soon as there are some');
  await close();

  for (const name of ['do-you-know.opus', 'there-is-no.opus']) {
    await app.chooseFiles(fixture(`short/${name}`));
    await app.finishedText();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(app.finals).toHaveCount(0);
  }
  await open();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('There is no one in the house');
  await expect(dialog).toContainText('2 sessions');
  await expect(dialog).toContainText(/Sessions take \d+ kB on this device\. .* uses .* of /u);

  // The search reads the texts; what it found is marked.
  await dialog.getByRole('searchbox').fill('YOU KNOW');
  await expect(rows).toHaveCount(1);
  await expect(rows.locator('mark')).toHaveText('you know');
  await dialog.getByRole('searchbox').fill('nobody said this');
  await expect(dialog).toContainText('Nothing was found.');
  await dialog.getByRole('searchbox').fill('');
  await expect(rows).toHaveCount(2);

  await rows.first().getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.type('The empty house');
  await page.keyboard.press('Enter');
  await expect(rows.first().getByRole('heading')).toHaveText('The empty house');
  await expect(rows.first().getByRole('button', { name: 'Rename' })).toBeFocused();

  await dialog.getByRole('combobox', { name: 'Format of The empty house' }).selectOption('srt');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download: The empty house' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('The empty house.srt');
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/00:00:\d\d,\d{3} --> .*\nThere is no one/u);

  const axe = await new AxeBuilder({ page }).include('#sessions').analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // A title and a text outlive the page.
  await page.reload();
  await open();
  await expect(rows.first().getByRole('heading')).toHaveText('The empty house');
  await rows.nth(1).getByRole('button', { name: 'Put on the page' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.finals.first()).toContainText('Do you know');

  await open();
  await expect(rows.nth(1)).toContainText('On this page');
  await rows.first().getByRole('button', { name: 'Delete' }).click();
  await rows.first().getByRole('button', { name: 'Keep' }).click();
  await expect(rows).toHaveCount(2);
  await rows.first().getByRole('button', { name: 'Delete' }).click();
  await rows.first().getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Delete all' }).click();
  await dialog.getByRole('group').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows).toHaveCount(0);
  await close();
  await expect(app.finals).toHaveCount(0);
  await page.reload();
  await open();
  await expect(dialog).toContainText('are listed here as soon as there are some');
});

test('a reload in the middle of speech loses no word, and captions go on in the same session', async ({
  app,
  page,
}) => {
  await bringModels(app);

  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.partials.first()).toHaveText(/(\w+ ){6}/u, { timeout: PATIENCE_MS });
  const before = (await app.partials.first().textContent()) ?? '';
  await page.reload();
  await expect(app.notices).toContainText(/Captions of .* were not finished\./u);
  const kept = await app.finals.first().textContent();
  // As much as stood there, or what came in the moment before the page went.
  expect((kept ?? '').split(' ').length).toBeGreaterThanOrEqual(before.split(' ').length);

  await app.notices.getByRole('button', { name: 'Go on' }).click();
  await expect(app.notices).not.toContainText('were not finished');
  await expect(async () => {
    const text = (await app.finals.allTextContents()).slice(1).join(' ');
    expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(LIVE_BOUND);
  }).toPass({ timeout: PATIENCE_MS });
  await expect(app.finals.first()).toHaveText(kept ?? '');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready');

  await page.getByRole('button', { name: 'Past sessions' }).click();
  const rows = page.getByRole('dialog').getByRole('listitem');
  // The clip that was cleared, and one session before and after the reload.
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('On this page');
  await expect(rows.first()).not.toContainText('Not finished');
});

test('what a closed tab was writing is offered to the next one', async ({ app, page, context }) => {
  await app.open();
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.partials.first()).toHaveText(/(\w+ ){4}/u, { timeout: PATIENCE_MS });
  await expect.poll(() => savedSessions(page)).toBe(1);
  await page.close();
  const next = await context.newPage();
  await next.goto('./');
  const notices = next.getByTestId('notices');
  await expect(notices).toContainText('were not finished');
  await notices.getByRole('button', { name: 'Keep in the list' }).click();
  await expect(notices).not.toContainText('were not finished');
  await next.getByRole('button', { name: 'Past sessions' }).click();
  await expect(next.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
});
