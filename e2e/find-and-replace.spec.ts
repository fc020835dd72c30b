import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { field, middleOf, said } from './correcting';
import { fixture } from './fixtures';
import { expect, test } from './test';
import type { TabscribePage } from './tabscribe-page';

const count = (page: Page) => page.locator('#search-count');

interface Word {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly alternatives?: readonly string[];
}

async function wordsOf(app: TabscribePage): Promise<readonly Word[]> {
  const { segments } = JSON.parse((await app.download('json')).text) as { segments: { words: Word[] }[] };
  return segments.flatMap(({ words }) => words);
}

async function axeFinds(page: Page): Promise<readonly unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

test('words are replaced one by one and all at once, by keys, and undone as one', async ({ app, page }) => {
  await app.open();
  await app.chooseFiles(fixture('scheme.mp3'));
  const before = await app.finishedText();
  const words = await wordsOf(app);
  const places = before.match(/\bthe\b/giu)?.length ?? 0;
  expect(places).toBeGreaterThan(1);
  await app.captions.focus();
  await page.keyboard.press('Control+h');
  // First what is looked for, then what takes its place.
  await expect(page.getByLabel('Search the captions')).toBeFocused();
  await page.keyboard.type('the');
  await page.keyboard.press('Control+h');
  await expect(page.getByLabel('Replace by')).toBeFocused();
  await page.keyboard.type('that');
  const anywhere = before.match(/the/giu)?.length ?? 0;
  await expect(count(page)).toContainText(`of ${String(anywhere)}`);
  await page.getByRole('button', { name: 'Whole words' }).click();
  await expect(count(page)).toContainText(`of ${String(places)}`);
  await page.getByRole('button', { name: 'Match case' }).click();
  const small = before.match(/\bthe\b/gu)?.length ?? 0;
  await expect(count(page)).toContainText(`of ${String(small)}`);
  await page.getByRole('button', { name: 'Match case' }).click();

  await page.getByLabel('Replace by').focus();
  await page.keyboard.press('Enter');
  await expect(count(page)).toContainText(`of ${String(places - 1)}`);
  await page.keyboard.press('Control+Enter');
  await expect(count(page)).toHaveText('Nothing found');
  await expect(said(page)).toContainText(places === 2 ? 'Replaced' : `${String(places - 1)} replaced`);
  const replaced = before.replaceAll(/\bthe\b/giu, 'that');
  expect((await app.finals.allTextContents()).join(' ')).toBe(replaced);
  // Each word has the time of the one whose place it took.
  const timesOf = (all: readonly Word[]) => all.map((word) => [word.startMs, word.endMs].map(Math.round));
  expect(timesOf(await wordsOf(app))).toEqual(timesOf(words));

  await page.getByLabel('Replace by').focus();
  await page.keyboard.press('Control+z');
  await expect(count(page)).toContainText(`of ${String(places - 1)}`);
  await page.keyboard.press('Control+z');
  expect((await app.finals.allTextContents()).join(' ')).toBe(before);
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect(said(page)).toContainText(`${String(places)} replaced`);
  expect(await axeFinds(page)).toEqual([]);
  await page.reload();
  await expect(app.finals.first()).toBeVisible();
  expect((await app.finals.allTextContents()).join(' ')).toBe(replaced);
});

test('other words that the models thought of are offered at a word, by keys and by mouse', async ({
  app,
  page,
}) => {
  await app.open();
  await app.chooseFiles(fixture('microphone.wav'));
  const text = await app.finishedText();
  const word = (await wordsOf(app)).find(
    (item) => item.alternatives !== undefined && text.split(item.word).length === 2,
  )!;
  await page.reload();
  await expect(app.finals.first()).toBeVisible();
  const { x, y } = await middleOf(page, '#captions', word.word);
  await page.mouse.dblclick(x, y);
  await expect(field(page)).toHaveValue(word.word);
  const list = page.getByRole('listbox', { name: 'What else it may be' });
  const options = list.getByRole('option');
  await expect(options).toHaveCount(word.alternatives!.length);
  expect(await axeFinds(page)).toEqual([]);
  const [first = ''] = await options.allTextContents();
  expect(first.toLowerCase()).toContain(word.alternatives![0]!.toLowerCase());

  await page.keyboard.press('ArrowDown');
  await expect(field(page)).toHaveValue(first);
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(field(page)).toHaveValue(word.word);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText(`“${word.word}” is now “${first}”`);
  await page.keyboard.press('Control+z');
  const again = await middleOf(page, '#captions', word.word);
  await page.mouse.dblclick(again.x, again.y);
  await options.first().click();
  await expect(field(page)).toBeHidden();
  await expect(said(page)).toContainText(`“${word.word}” is now “${first}”`);
});

test('the shortcuts are listed, in the language of the page', async ({ app, page }) => {
  await app.open();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toContainText('Next word that the model was unsure of');
  expect(await axeFinds(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: '简体中文' }).check();
  await page.getByRole('button', { name: '显示快捷键' }).click();
  await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toContainText('下一个存疑的词');
});
