import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../tools/build-if-stale';
import { fixture } from './fixtures';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

const SPANISH = 'El tren de la mañana sale muy temprano y llega a la costa antes del mediodía.';

test.beforeAll(() => {
  const manifest = join(PROJECT_ROOT, 'public', 'models', 'whisper-base', 'manifest.json');
  expect(existsSync(manifest), 'Whisper base is not built: npm run models -- whisper-base').toBe(true);
});

test('Whisper base writes a language other than English, and tells which it heard', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: 'Settings' }).click();
  const settings = app.page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Model that writes the final text').selectOption('whisper-base');
  await settings.getByLabel('What is spoken').selectOption('auto');
  await expect(settings.getByText('writes all text by itself')).toBeVisible();
  await app.page.keyboard.press('Escape');

  await app.chooseFiles(fixture('spanish.ogg'));
  const text = await app.finishedText();
  expect(wordErrorRate(SPANISH, text), text).toBeLessThanOrEqual(0.15);
  await expect(app.finals.first()).toHaveAttribute('lang', 'es');
  await expect(app.captions.getByRole('heading', { name: 'spanish.ogg' })).toContainText('Spanish');
  await expect(app.engine).toContainText('Whisper base writes any language', { timeout: PATIENCE_MS });

  const { segments } = JSON.parse((await app.download('json')).text) as {
    segments: { language: string; engine: string; words: { startMs: number; endMs: number }[] }[];
  };
  expect(segments[0]).toMatchObject({ language: 'es', engine: 'whisper-base' });
  // "antes del mediodía" is said in the last third of the clip.
  const words = segments.flatMap((segment) => segment.words);
  expect(words.at(-1)?.startMs).toBeGreaterThan(3400);
  expect(words.at(-1)?.endMs).toBeLessThanOrEqual(5600);

  await app.page.reload();
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await expect(settings.getByLabel('What is spoken')).toHaveValue('auto');
});
