import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright/test';
import { fixture } from './fixtures';
import { ModelServer } from './model-server';
import { PATIENCE_MS, TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

const MB = 1_000_000;

test.use({ serviceWorkers: 'block' });

function rowOf(dialog: Locator, name: string): Locator {
  return dialog.getByRole('listitem').filter({ has: dialog.page().getByRole('heading', { name }) });
}

/** Keys of the model database that hold this. */
async function keptKeys(page: Page, part: string): Promise<readonly string[]> {
  return page.evaluate(async (wanted) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tabscribe-models');
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error('the model database cannot be opened'));
      };
    });
    const keys = await new Promise<IDBValidKey[]>((resolve) => {
      const request = database.transaction('entries').objectStore('entries').getAllKeys();
      request.onsuccess = () => {
        resolve(request.result);
      };
    });
    database.close();
    return keys.filter((key) => typeof key === 'string').filter((key) => key.includes(wanted));
  }, part);
}

test('a model is installed with a pause and a reload in between, checked and deleted', async ({
  app,
  context,
}) => {
  const server = await ModelServer.open(context, 12 * MB);
  server.published = false;
  await app.open();
  const dialog = await app.openModels();
  const row = rowOf(dialog, server.name);
  await expect(row).toContainText('npm run models -- test-model');
  await expect(row.getByRole('button')).toHaveCount(0);

  server.published = true;
  server.pauseMs = 150;
  await app.page.reload();
  await app.openModels();
  await expect(row).toContainText('6.4 % of words wrong (clear read English, 300 utterances)');
  await row.getByRole('button', { name: 'Install' }).press('Enter');
  const progress = row.getByRole('progressbar', { name: 'Progress of Test model' });
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(40);
  await expect(dialog.getByTestId('models-told')).toHaveText(/^Test model: \d+ %\.$/u);
  await expect(row.getByRole('button', { name: 'Pause' }), 'the keyboard stays in the row').toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(row).toContainText('% is here');
  const { violations } = await new AxeBuilder({ page: app.page }).include('#models').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  server.pauseMs = 0;
  await app.page.reload();
  await app.openModels();
  await expect(row).toContainText('% is here');
  await row.getByRole('button', { name: 'Resume' }).click();
  await expect(row).toContainText('On this device, version 1 (12 MB)');
  await expect(dialog.getByTestId('models-told')).toHaveText('Test model is installed.');
  expect(server.ranges, 'the second request goes on where the first was').toHaveLength(2);
  expect(Number(server.ranges[1]?.replace(/\D/gu, ''))).toBeGreaterThan(4 * MB);
  await expect(dialog.getByTestId('models-storage')).toContainText('Models take 12 MB');

  await row.getByRole('button', { name: 'Check files' }).click();
  await expect(row).toContainText('Every file is as it should be.');
  await row.getByRole('button', { name: 'Delete' }).click();
  await row.getByRole('group').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toContainText('Not on this device.');
  expect(await keptKeys(app.page, 'test-model')).toEqual([]);
  await server.close();
});

test('two tabs that install at once fetch a model once, and both have it', async ({ app, context }) => {
  const server = await ModelServer.open(context, 8 * MB);
  server.pauseMs = 60;
  const other = new TabscribePage(await context.newPage());
  await Promise.all([app.open(), other.open()]);
  const rows = [rowOf(await app.openModels(), server.name), rowOf(await other.openModels(), server.name)];
  await rows[0]!.getByRole('button', { name: 'Install' }).click();
  await expect(rows[1]!, 'progress is seen in the other tab').toContainText('in another tab');
  await rows[1]!.getByRole('button', { name: 'Pause' }).click();
  await expect(rows[0]!, 'it can be paused from there').toContainText('% is here');
  const ranges = server.ranges.length;
  await rows[0]!.getByRole('button', { name: 'Resume' }).click();
  await expect(rows[0]!.getByRole('progressbar')).toBeVisible();
  server.pauseMs = 0;
  for (const row of rows) await expect(row).toContainText('On this device, version 1');
  expect(server.ranges.length).toBe(ranges + 1);
  await server.close();
});

test('without room it says how much is needed and what can be deleted, and leaves nothing behind', async ({
  app,
  context,
  baseURL,
}) => {
  const server = await ModelServer.open(context, 12 * MB);
  await app.open();
  const session = await context.newCDPSession(app.page);
  const origin = new URL(baseURL ?? '').origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 8 * MB });
  const dialog = await app.openModels();
  const row = rowOf(dialog, server.name);
  await row.getByRole('button', { name: 'Install' }).click();
  await expect(row).toContainText('There is no room: 12 MB more are needed');
  expect(await keptKeys(app.page, 'part:')).toEqual([]);

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await row.getByRole('button', { name: 'Install' }).click();
  await expect(row).toContainText('On this device, version 1');
  await server.close();
});

test('a connection that is lost for a while costs nothing but that while', async ({ app, context }) => {
  const server = await ModelServer.open(context, 8 * MB);
  server.pauseMs = 30;
  server.breakAfterBytes = 3 * MB;
  await app.open();
  const row = rowOf(await app.openModels(), server.name);
  await row.getByRole('button', { name: 'Install' }).click();
  await expect(row, 'it goes on by itself').toContainText('On this device, version 1');
  expect(server.ranges.map((range) => range !== '')).toEqual([false, true, true]);
  await server.close();
});

test('models that the browser has removed are fetched again, and that is told', async ({ app }) => {
  await app.page.addInitScript(() => {
    localStorage.setItem('tabscribe.preferences', JSON.stringify({ modelsLoaded: true, secondLook: false }));
  });
  await app.open();
  await expect(app.notices).toContainText('The browser has removed the models.');
  await expect(app.engine).toContainText('Tabscribe student on', { timeout: PATIENCE_MS });
  await app.notices.getByRole('button', { name: 'Dismiss' }).click();
  await app.page.reload();
  await expect(app.engine).toContainText('Tabscribe student on', { timeout: PATIENCE_MS });
  await expect(app.notices).not.toContainText('The browser has removed');
});

test('where the browser keeps nothing, the models work from memory and the page says so', async ({
  app,
  context,
}) => {
  await context.route(/\/assets\/.*worker-.*\.js$/u, async (route) => {
    const response = await route.fetch();
    const none = "Object.defineProperty(self, 'indexedDB', { value: undefined });";
    await route.fulfill({ response, body: none + (await response.text()) });
  });
  await app.open();
  const dialog = await app.openModels();
  await expect(dialog).toContainText('This browser keeps nothing here');
  await expect(dialog.getByRole('button', { name: 'Install' })).toHaveCount(0);
  await app.page.keyboard.press('Escape');
  await app.chooseFiles(fixture('scheme.ogg'));
  expect(await app.finishedText()).not.toBe('');
  await expect(app.notices).toContainText('The models work, but are not kept.');
});

test('a newer version leaves the older one’s files to the tab that works with it', async ({
  app,
  context,
}) => {
  await app.page.addInitScript(() => {
    localStorage.setItem('tabscribe.preferences', JSON.stringify({ modelsLoaded: true, secondLook: false }));
  });
  await app.open();
  await expect(app.engine).toContainText('Tabscribe student on', { timeout: PATIENCE_MS });
  await expect.poll(() => keptKeys(app.page, 'file:silero-vad/voice.onnx')).toHaveLength(1);

  // The same detector under another name, as the next version.
  const newer = readFileSync('public/models/silero-vad/manifest.json', 'utf8').replace(
    'voice.onnx',
    'newer.onnx',
  );
  await context.route('**/models/silero-vad/manifest.json', (route) =>
    route.fulfill({ json: { ...(JSON.parse(newer) as object), version: '99' } }),
  );
  await context.route('**/models/silero-vad/newer.onnx', (route) =>
    route.continue({ url: route.request().url().replace('newer', 'voice') }),
  );
  const other = new TabscribePage(await context.newPage());
  await other.open();
  const row = rowOf(await other.openModels(), 'Silero VAD');
  await expect(row).toContainText('Version 99 is there.');
  await row.getByRole('button', { name: 'Update' }).click();
  await expect(row).toContainText('On this device, version 99');
  expect(await keptKeys(other.page, 'file:silero-vad/voice.onnx'), 'in use elsewhere').toHaveLength(1);

  await app.page.close();
  await other.page.getByRole('dialog', { name: 'Models' }).getByRole('button', { name: 'Close' }).click();
  await other.openModels();
  await expect.poll(() => keptKeys(other.page, 'silero-vad/voice.onnx')).toEqual([]);
  expect(await keptKeys(other.page, 'file:silero-vad/newer.onnx')).toHaveLength(1);
});
