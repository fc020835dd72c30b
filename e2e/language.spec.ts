import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture } from './fixtures';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';

test.use({ locale: 'zh-CN', moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

test('the page speaks the browser’s language, and another at once, while captions run', async ({ app }) => {
  const { page } = app;
  await page.goto('./');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'zh-Hans');
  await expect(page).toHaveTitle(/实时字幕/u);
  await expect(page.getByRole('heading', { name: '边说，边看。' })).toBeVisible();
  await expect(app.status).toHaveText('就绪');

  await page.getByRole('button', { name: '开始字幕' }).click();
  const log = page.getByRole('log');
  const first = log.locator('.caption-text').first();
  await expect(first).toHaveText(/\w/u, { timeout: PATIENCE_MS });
  const words = await first.textContent();
  await expect(app.status).toHaveText('正在聆听');
  await expect(log.locator('.source-name').first()).toContainText('麦克风');
  await expect(log.locator('.caption-writer').first()).toHaveText(/由 .+ 写出/u);

  await page.getByRole('button', { name: '设置' }).click();
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(html).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(app.status).toHaveText('Listening');
  await expect(log).toHaveAccessibleName('Captions');
  await expect(log.locator('.source-name').first()).toContainText('Microphone');
  await expect(log.locator('.caption-writer').first()).toHaveText(/Written by/u);
  expect(await first.textContent()).toBe(words);
  await expect(log).toHaveAttribute('aria-live', 'polite');

  // The session goes on: more is said, and it ends as it would have.
  const before = await log.locator('.caption-text').count();
  await expect
    .poll(() => log.locator('.caption-text').count(), { timeout: PATIENCE_MS })
    .toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Stop captions' }).click();
  await expect(app.status).toHaveText('Ready');

  await page.reload();
  await expect(page.getByRole('button', { name: 'Settings' })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: '简体中文' }).check();
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
  await expect(first).toHaveText(words ?? '');
});

test('a failure is told in the language of the page', async ({ app }) => {
  await app.page.goto('./');
  await app.page.getByLabel('选择文件', { exact: true }).setInputFiles(fixture('empty.wav'));
  const told = app.page.getByTestId('file-queue').getByRole('alert');
  await expect(told).toContainText('此文件是空的。', { timeout: PATIENCE_MS });
  await app.page.getByRole('button', { name: '设置' }).click();
  await app.page.getByRole('radio', { name: 'English' }).check();
  await expect(told).toContainText('This file is empty.');
});

test('what the program says of a model that is refused is behind a fold, the rest in the language of the page', async ({
  app,
}) => {
  const { page } = app;
  await page.goto('./');
  await page.getByRole('button', { name: '设置' }).click();
  await page.getByRole('button', { name: '查看所有模型' }).click();
  const address = page.getByLabel('模型文件夹的地址');
  await address.fill('models/student-v0/');
  await address.press('Enter');
  const told = page.getByRole('alert').filter({ hasText: '无法使用这个模型。' });
  const reason = told.getByText('another id');
  await expect(reason).toBeHidden();
  expect(await told.innerText()).not.toMatch(/[A-Za-z]{2,}/u);
  await told.getByText('详细信息（英文）').click();
  await expect(reason).toBeVisible();
});
