import type { Page } from 'playwright/test';
import { fixture, SCHEME_TEXT, STUDENT_BOUND } from './fixtures';
import { expect, test } from './test';
import { PATIENCE_MS } from './tabscribe-page';
import { wordErrorRate } from './words';

const OWN_NAME = 'My own student';

/**
 * Drops the files of the shipped student on the page, under another id and name.
 * @param damagedPath a file whose middle byte is changed, beginning with this.
 */
async function dropStudent(page: Page, damagedPath = ''): Promise<void> {
  const transfer = await page.evaluateHandle(
    async ([name, damaged]) => {
      const folder = 'models/student-v0/';
      const manifest = (await (await fetch(`${folder}manifest.json`)).json()) as {
        files: { path: string }[];
      };
      const dropped = new DataTransfer();
      const own = JSON.stringify({ ...manifest, id: 'own-student', name });
      dropped.items.add(new File([own], 'manifest.json'));
      for (const { path } of manifest.files) {
        const bytes = new Uint8Array(await (await fetch(folder + path)).arrayBuffer());
        const middle = bytes.length >> 1;
        if (damaged !== '' && path.startsWith(damaged)) bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        dropped.items.add(new File([bytes], path));
      }
      return dropped;
    },
    [OWN_NAME, damagedPath] as const,
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

test('a dropped student is used, outlives a reload, and is removed', async ({ app }) => {
  await app.open();
  await dropStudent(app.page);
  await expect(app.engine).toContainText(`${OWN_NAME} on`, { timeout: PATIENCE_MS });
  await app.page.reload();
  await app.open();
  await expect(app.engine).toContainText(`${OWN_NAME} on`, { timeout: PATIENCE_MS });

  await app.page.getByRole('button', { name: 'Settings' }).click();
  const settings = app.page.getByRole('dialog', { name: 'Settings' });
  await expect(settings.getByTestId('student-note')).toContainText(OWN_NAME);
  const secondLook = settings.getByLabel('Rewrite each finished utterance');
  await secondLook.uncheck();
  await app.page.keyboard.press('Escape');
  await app.chooseFiles(fixture('scheme.ogg'));
  const text = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(STUDENT_BOUND);

  await app.page.getByRole('button', { name: 'Settings' }).click();
  const remove = settings.getByRole('button', { name: 'Back to this site’s model' });
  await remove.focus();
  await app.page.keyboard.press('Enter');
  await expect(remove).toBeHidden();
  await expect(settings.getByTestId('student-note')).toContainText('of this site');
  await expect(app.engine).toContainText('Tabscribe student on', { timeout: PATIENCE_MS });
});

test('a damaged student is refused with the reason, and the app goes on with its own', async ({ app }) => {
  await app.open();
  await dropStudent(app.page, 'tokens.json');
  await expect(app.notices).toContainText('This model cannot be used.', { timeout: PATIENCE_MS });
  await expect(app.notices).toContainText('tokens.json is damaged');
  await app.page.getByRole('button', { name: 'Dismiss' }).click();
  await app.chooseFiles(fixture('scheme.ogg'));
  const text = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(STUDENT_BOUND);
  await expect(app.engine).toContainText('Tabscribe student on');
});

test('an address that cannot be used is refused with the reason', async ({ app }) => {
  await app.open();
  const dialog = await app.openModels();
  const address = dialog.getByLabel('Address of the model’s folder');
  const failure = dialog.getByRole('alert');
  await address.fill('https://example.test/model/');
  await address.press('Enter');
  await expect(failure).toContainText('This site fetches no models from that address.');
  await expect(failure).toContainText('drop it on this page');
  await address.fill('models/student-v0/');
  await expect(failure).toBeHidden();
  await dialog.getByRole('button', { name: 'Look it up' }).click();
  await expect(failure).toContainText('another id');
});
