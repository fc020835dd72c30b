import { fixture, SCHEME_TEXT, SECOND_LOOK_BOUND } from './fixtures';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

test('after the first visit the page reloads and transcribes with the network off', async ({
  app,
  context,
}) => {
  await app.open();
  await app.chooseFiles(fixture('scheme.ogg'));
  await app.finishedText();
  await app.secondLookReady();
  await expect(app.page.getByTestId('offline-badge')).toBeVisible({ timeout: PATIENCE_MS });

  await context.setOffline(true);
  await app.page.reload();
  const reachable = await app.page.evaluate(async () => {
    try {
      return (await fetch(`./models/index.json?${String(Date.now())}`)).ok;
    } catch {
      return false;
    }
  });
  expect(reachable, 'the network is off for the page').toBe(false);
  expect(await app.page.evaluate(() => crossOriginIsolated), 'threads stay available offline').toBe(true);
  await app.open();
  await app.page.getByRole('button', { name: 'Clear' }).click();
  await app.chooseFiles(fixture('scheme.mp3'));
  const text = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
});
