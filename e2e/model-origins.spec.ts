import { AxeBuilder } from '@axe-core/playwright';
import type { AppServer } from '../bench/cli/serve';
import { fixture, SCHEME_TEXT, STUDENT_BOUND } from './fixtures';
import { serveWithModelOrigins } from './other-build';
import { StudentServer } from './student-server';
import { PATIENCE_MS, TabscribePage } from './tabscribe-page';
import { expect, test as base } from './test';
import { wordErrorRate } from './words';

const test = base.extend<{ models: StudentServer; host: AppServer }>({
  models: async ({}, use) => {
    const models = await StudentServer.open();
    await use(models);
    await models.close();
  },
  host: async ({ models }, use) => {
    const host = await serveWithModelOrigins(models.origin);
    await use(host);
    await host.close();
  },
  baseURL: ({ host }, use) => use(host.url),
});

test('a model comes from an origin that the site allows, its hash seen first, and from no other', async ({
  page,
  models,
}) => {
  const elsewhere = await StudentServer.open();
  // Not the fixture: to that one every other origin is outside.
  const app = new TabscribePage(page);
  await app.open();
  // From here on the service worker answers, with its own copy of the policy.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(() => {
    localStorage.setItem('tabscribe.preferences', JSON.stringify({ modelsLoaded: false, secondLook: false }));
  });
  await page.reload();
  const dialog = await app.openModels();
  await expect(dialog).toContainText(`It can be on this site or at ${models.origin}.`);
  const address = dialog.getByLabel('Address of the model’s folder');
  const failure = dialog.getByRole('alert');

  await address.fill(elsewhere.folderUrl);
  await address.press('Enter');
  await expect(failure).toContainText('ask whoever runs this site to allow the address');
  const blocked = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'answered',
        () => 'blocked',
      ),
    elsewhere.folderUrl,
  );
  expect([blocked, ...elsewhere.requests]).toEqual(['blocked']);

  await address.fill(`${models.folderUrl}#sha256=${'0'.repeat(64)}`);
  await address.press('Enter');
  await expect(failure).toContainText('This is not the model that was meant.');

  await address.fill(models.folderUrl);
  await address.press('Enter');
  const offer = dialog.getByRole('group', { name: `${models.name}, version` });
  await expect(offer).toBeFocused();
  await expect(offer.getByText(models.sha256), 'the hash to compare').toBeVisible();
  await expect(offer).toContainText('Compare');
  const { violations } = await new AxeBuilder({ page }).include('#models').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(models.requests.filter((path) => path !== 'manifest.json')).toEqual([]);
  await offer.getByRole('button', { name: 'Add it' }).click();
  await expect(app.engine).toContainText(`${models.name} on`, { timeout: PATIENCE_MS });
  await app.chooseFiles(fixture('scheme.ogg'));
  const text = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(STUDENT_BOUND);
  await elsewhere.close();
});
