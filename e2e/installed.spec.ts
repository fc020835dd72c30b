import { readFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright/test';
import { sharedCacheName } from '../src/contract/shared-files';
import { fixture, SCHEME_TEXT, SECOND_LOOK_BOUND } from './fixtures';
import { PATIENCE_MS, TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

/** A page that shares as the browser does for other programs: it posts a form with files to the app's share address. */
async function share(
  context: BrowserContext,
  appUrl: string,
  files: readonly string[],
): Promise<TabscribePage> {
  const sender = await context.newPage();
  await sender.setContent(
    `<form method="post" enctype="multipart/form-data" action="${appUrl}share">
       <input type="file" name="recordings" multiple /><button>Share</button>
     </form>`,
  );
  await sender.locator('input').setInputFiles([...files]);
  await sender.getByRole('button', { name: 'Share' }).click();
  const app = new TabscribePage(sender);
  await expect(sender.getByRole('button', { name: 'Start captions' })).toBeEnabled();
  return app;
}

test('a file that another program shares is transcribed, once', async ({ app, page, context, baseURL }) => {
  await app.open();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const shared = await share(context, baseURL!, [fixture('scheme.ogg'), fixture('short/do-you-know.opus')]);
  await expect(shared.captions.getByRole('heading', { name: 'do-you-know.opus' })).toBeVisible({
    timeout: PATIENCE_MS,
  });
  const text = await shared.finishedText();
  expect(wordErrorRate(`${SCHEME_TEXT} Do you know`, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  const kept = await shared.page.evaluate(
    async (name) => (await (await caches.open(name)).keys()).length,
    [sharedCacheName(baseURL!)][0]!,
  );
  expect(kept).toBe(0);

  const empty = await share(context, baseURL!, []);
  await expect(empty.notices).toContainText('What was shared could not be taken.');
  expect(empty.page.url()).toBe(baseURL);
});

test('a file that is opened with the installed app is transcribed', async ({ app, page }) => {
  // Headless browsers install no apps; what the system would start is told to the page by hand, with a true handle.
  await page.addInitScript(() => {
    const queue = {
      setConsumer: (consumer: (launch: { files: readonly FileSystemHandle[] }) => unknown) => {
        Object.assign(window, { launch: consumer });
      },
    };
    Object.defineProperty(window, 'launchQueue', { value: queue });
  });
  await app.open();
  await page.evaluate(
    async (bytes) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('talk.mp3', { create: true });
      const writing = await handle.createWritable();
      await writing.write(new Uint8Array(bytes));
      await writing.close();
      await (window as unknown as { launch: (launch: object) => unknown }).launch({ files: [handle] });
    },
    [...readFileSync(fixture('scheme.mp3'))],
  );
  await expect(app.captions.getByRole('heading', { name: 'talk.mp3' })).toBeVisible({ timeout: PATIENCE_MS });
  const text = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
});

test('the browser reads the manifest without errors and would install the app', async ({
  app,
  page,
  context,
}) => {
  await app.open();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const devtools = await context.newCDPSession(page);
  const { errors, manifest } = await devtools.send('Page.getAppManifest');
  // It does not tell which files it would open: those are compared with what the pickers offer in tools/web-manifest.test.ts.
  expect(errors).toEqual([]);
  expect(manifest.shareTarget?.action).toBe(`${page.url()}share`);
  expect(manifest.screenshots).toHaveLength(2);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // Each test has a browser profile of its own that is forgotten.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
