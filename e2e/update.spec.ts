import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture, LIVE_BOUND, MICROPHONE_SENTENCES } from './fixtures';
import { PATIENCE_MS, TabscribePage } from './tabscribe-page';
import { test as base, expect } from './test';
import { serveTwoBuilds, type TwoBuilds } from './two-builds';
import { wordErrorRate } from './words';

const test = base.extend<{ host: TwoBuilds }>({
  host: async ({}, use) => {
    const host = await serveTwoBuilds();
    await use(host);
    await host.close();
  },
  baseURL: ({ host }, use) => use(host.url),
});

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

test('a new version waits for captions in any window, and then comes with nothing lost', async ({
  app,
  page,
  context,
  host,
}) => {
  await app.open();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const other = new TabscribePage(await context.newPage());
  await other.open();
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.finals.nth(1)).toBeVisible({ timeout: PATIENCE_MS });

  host.publish();
  await other.page.evaluate(async () => void (await navigator.serviceWorker.ready).update());
  await expect(other.notices).toContainText('A new version is ready.');
  await expect(app.notices).not.toContainText('version');
  await other.notices.getByRole('button', { name: 'Update' }).click();
  await expect(other.notices).toContainText('The update waits.');
  // Longer than the waiting window takes to look again.
  await page.waitForTimeout(2500);
  await expect(app.status).toHaveText('Listening');
  await expect(app.notices).not.toContainText('version');
  await expect(page.locator('html')).not.toHaveAttribute('data-build');

  await page.getByRole('button', { name: 'Stop' }).click();
  for (const window of [page, other.page]) {
    await expect(window.locator('html')).toHaveAttribute('data-build', 'next');
  }
  await expect(app.finals.nth(1)).toBeVisible();
  const text = (await app.finals.allTextContents()).join(' ');
  expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(LIVE_BOUND);
  await expect(other.notices).not.toContainText('update');
});
