import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { field, middleOf, said } from './correcting';
import { fixture } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

interface Line {
  readonly text: string;
  readonly engine: string;
  readonly words: readonly { readonly word: string; readonly startMs: number; readonly endMs: number }[];
}

async function linesOf(app: TabscribePage): Promise<readonly Line[]> {
  return (JSON.parse((await app.download('json')).text) as { segments: Line[] }).segments;
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Transcribe again' });
const button = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true });
const heardNow = (page: Page) => dialog(page).locator('section').filter({ hasText: 'Heard now' });

async function clickWord(page: Page, word: string): Promise<void> {
  const { x, y } = await middleOf(page, '#captions', word);
  await page.mouse.click(x, y);
}

/** The two sentences of the recording are heard as one line. */
async function splitBefore(app: TabscribePage, word: string): Promise<void> {
  await clickWord(app.page, word);
  await app.page.keyboard.press('Control+Enter');
  await expect(app.finals).toHaveCount(2);
}

async function open(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Transcribe again' }).click();
  await expect(dialog(page)).toBeVisible();
}

test('a line is heard again; the new text takes its place as one step', async ({ app, page }) => {
  await app.open();
  await app.chooseFiles(fixture('microphone.wav'));
  await app.finishedText();
  await splitBefore(app, 'but');
  const [first, second] = await linesOf(app);
  const at = await middleOf(page, '#captions', 'mingled');
  await page.mouse.dblclick(at.x, at.y);
  await field(page).fill('minced parsley');
  await page.keyboard.press('Enter');
  await expect(app.finals.last()).toContainText('minced parsley');

  await clickWord(page, 'parsley');
  await open(page);
  await expect(dialog(page)).toContainText('1 line, 0:');
  await expect(dialog(page)).toContainText('minced parsley');
  await expect(dialog(page).getByLabel('Who writes the text')).toHaveValue('moonshine-tiny');
  await button(page, 'Transcribe').click();
  await expect(heardNow(page)).toContainText('mingled', { timeout: PATIENCE_MS });
  await expect(app.finals.last()).toContainText('minced parsley');
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).include('#again').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
  await button(page, 'Use the new text').click();
  await expect(dialog(page)).toBeHidden();
  await expect(app.finals.last()).toContainText('mingled freely');
  await expect(said(page)).toContainText('Written anew: 1 line');

  // Its words lie where they did, and the line above is untouched.
  const [above, anew] = await linesOf(app);
  expect(above).toEqual(first);
  const wordAt = (line: Line | undefined) => line!.words.find(({ word }) => word.startsWith('mingled'))!;
  expect(Math.abs(wordAt(anew).startMs - wordAt(second).startMs)).toBeLessThan(200);

  await clickWord(page, 'mingled');
  await page.keyboard.press('Control+Z');
  await expect(app.finals.last()).toContainText('minced parsley');
  await page.keyboard.press('Control+Y');
  await expect(app.finals.last()).toContainText('mingled freely');
  await page.reload();
  await expect(app.finals.last()).toContainText('mingled freely');
  await expect(app.finals).toHaveCount(2);
});

test('other settings, cancelling, and a file that is gone leave the text alone', async ({ app, page }) => {
  const path = join(mkdtempSync(join(tmpdir(), 'again-')), 'talk.wav');
  copyFileSync(fixture('microphone.wav'), path);
  await app.open();
  await app.chooseFiles(path);
  const before = await app.finishedText();
  await app.secondLookReady();
  await splitBefore(app, 'but');

  // Two lines, as they are selected by the mouse.
  const [from, to] = [
    await middleOf(page, '#captions', 'paper'),
    await middleOf(page, '#captions', 'freely'),
  ];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await open(page);
  await expect(dialog(page)).toContainText('2 lines, 0:');
  await dialog(page)
    .getByLabel('Who writes the text')
    .selectOption({ label: 'Tabscribe student, by itself' });
  await button(page, 'Transcribe').click();
  await expect(heardNow(page)).toContainText('Tabscribe student', { timeout: PATIENCE_MS });
  await expect(heardNow(page).locator('p')).not.toHaveCount(0);
  await button(page, 'Keep the old text').click();
  expect((await app.finals.allTextContents()).join(' ')).toBe(before);
  await expect(app.engine).toContainText('second look: ');

  await clickWord(page, 'mingled');
  await open(page);
  await button(page, 'Add the line above').click();
  await expect(dialog(page)).toContainText('2 lines, 0:');
  await button(page, 'Transcribe').click();
  await button(page, 'Cancel').click();
  await expect(dialog(page)).toContainText('Stopped. The text is as it was.');
  await expect(button(page, 'Transcribe')).toBeFocused();

  // The browser refuses to read a file that has changed since it was chosen.
  writeFileSync(path, 'no sound any more');
  await button(page, 'Transcribe').click();
  await expect(dialog(page).getByRole('alert')).toContainText('could not be read');
  await expect(dialog(page).getByRole('alert')).toContainText('The text is as it was.');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  expect((await app.finals.allTextContents()).join(' ')).toBe(before);
  await expect(app.status).toHaveText('Ready');
});
