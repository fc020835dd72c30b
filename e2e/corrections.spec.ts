import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { field, middleOf, said } from './correcting';
import { bringModels } from './disturbed';
import { fixture } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

/** Stands once in there-is-no.opus, which says "There is no one in the house." */
const WORD = 'house';

const offer = (page: Page) => page.locator('.correction-offer');

async function transcribed(app: TabscribePage): Promise<void> {
  await app.open();
  await app.chooseFiles(fixture('short/there-is-no.opus'));
  expect(await app.finishedText()).toContain(WORD);
}

async function doubleClick(page: Page, word: string, within = '#captions'): Promise<void> {
  const { x, y } = await middleOf(page, within, word);
  await page.mouse.dblclick(x, y);
}

interface Written {
  readonly segments: readonly {
    readonly text: string;
    readonly heard?: string;
    readonly words: readonly { readonly word: string; readonly startMs: number; readonly endMs: number }[];
  }[];
}

const lastOf = (json: string) => (JSON.parse(json) as Written).segments.at(-1)!;

test('a word is corrected with the mouse, undone, exported, found, and kept over a reload', async ({
  app,
  page,
}) => {
  await transcribed(app);
  const before = await app.finals.allTextContents();
  const heard = lastOf((await app.download('json')).text);
  await doubleClick(page, WORD);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue(/^house\.?$/u);
  // Over the word: what it corrects is where one looks.
  const { x, y } = await middleOf(page, '#captions', WORD);
  const box = (await field(page).boundingBox())!;
  expect(x).toBeGreaterThan(box.x);
  expect(x).toBeLessThan(box.x + box.width);
  expect(Math.abs(y - (box.y + box.height / 2))).toBeLessThan(6);

  // The letters are selected, the full stop is not.
  await page.keyboard.type('Oyelaran villa');
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeHidden();
  await expect(app.finals.last()).toContainText(/in the Oyelaran villa\.?$/u);
  await expect(said(page)).toContainText(/“house\.?” is now “Oyelaran villa/u);

  const written = lastOf((await app.download('json')).text);
  const old = heard.words.at(-1)!;
  expect(written.heard).toBe(heard.text);
  expect(written.words).toHaveLength(heard.words.length + 1);
  expect(written.words.at(-2)).toMatchObject({ word: 'Oyelaran', startMs: old.startMs });
  expect(written.words.at(-1)!.startMs).toBe(written.words.at(-2)!.endMs);
  expect(written.words.at(-1)!.endMs).toBeCloseTo(old.endMs, 6);
  expect(written.words.slice(0, -2)).toEqual(heard.words.slice(0, -1));

  await offer(page).getByRole('button', { name: 'Undo' }).click();
  expect(await app.finals.allTextContents()).toEqual(before);
  await expect(said(page)).toContainText('Undone');
  await page.keyboard.press('Control+Shift+Z');
  await expect(app.finals.last()).toContainText('Oyelaran villa');
  await page.keyboard.press('Control+Z');
  expect(await app.finals.allTextContents()).toEqual(before);
  await page.keyboard.press('Control+Y');
  for (const format of ['txt', 'srt', 'vtt'] as const) {
    expect((await app.download(format)).text, format).toContain('Oyelaran villa');
  }
  await page.keyboard.press('/');
  await page.keyboard.type('oyelaran');
  await expect(page.locator('#search-count')).toHaveText('1 of 1');

  await page.reload();
  await expect(app.finals.last()).toContainText('Oyelaran villa');
  await page.getByRole('button', { name: 'Past sessions' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toContainText('Oyelaran villa');
  await page.keyboard.press('Escape');
  // What was heard is still known.
  await doubleClick(page, 'villa');
  await page.getByRole('button', { name: 'As heard' }).click();
  expect(await app.finals.allTextContents()).toEqual(before);
  expect(lastOf((await app.download('json')).text)).toEqual(heard);
});

test('with the keyboard alone a word is found, corrected, taken out, and added to the words', async ({
  app,
  page,
}) => {
  await transcribed(app);
  const [before = ''] = await app.finals.allTextContents();
  const focusedLine = page.locator('#captions [data-line]:focus');
  await page.locator('#clear').focus();
  await page.keyboard.press('Tab');
  await expect(focusedLine).toHaveCount(1);

  await page.keyboard.press('End');
  await expect(said(page)).toContainText(/^house\.?, word \d of \d$/u);
  await page.keyboard.press('ArrowLeft');
  await expect(said(page)).toContainText(/^the, word/u);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('nothing of this is kept');
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();
  await expect(focusedLine).toHaveText(new RegExp(before.replaceAll('.', '\\.'), 'u'));

  await page.keyboard.press('F2');
  await page.keyboard.type('Zanthoria');
  await page.keyboard.press('Enter');
  await expect(app.finals.last()).toContainText('in the Zanthoria');
  // The offer is there, and the keyboard where it was.
  const add = offer(page).getByRole('button', { name: 'Add “Zanthoria” to your words' });
  await expect(add).toBeVisible();
  await expect(focusedLine).toHaveCount(1);
  await expect(said(page)).toContainText('to add “Zanthoria” to your words');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(offer(page)).toContainText('“Zanthoria” is in your words');
  await expect(offer(page).getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(offer(page)).toBeHidden();
  await expect(focusedLine).toHaveCount(1);

  // Tab goes on to the next word, and keeps what was typed; several words make one, and an empty field none.
  await page.keyboard.press('Home');
  await page.keyboard.press('F2');
  await page.keyboard.type('Here');
  await page.keyboard.press('Tab');
  await expect(field(page)).toHaveValue('is');
  const next = await middleOf(page, '#captions', 'is');
  const box = (await field(page).boundingBox())!;
  expect(Math.abs(next.x - (box.x + box.width / 2))).toBeLessThan(box.width / 2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('F2');
  await expect(field(page)).toHaveValue('is no');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(app.finals.last()).toHaveText(/^Here one in the Zanthoria\.?$/u);
  await expect(said(page)).toContainText('“is no” was taken out');
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Control+Z');
  await expect(app.finals.last()).toHaveText(before);
  await expect(focusedLine).toHaveCount(1);

  // The word is in the list that captions listen for, and is offered no more.
  await page.keyboard.press('End');
  await page.keyboard.press('F2');
  await page.keyboard.type('zanthoria');
  await page.keyboard.press('Enter');
  await expect(offer(page)).toContainText('Corrected');
  await expect(offer(page)).not.toContainText('Add');
  await page.getByRole('button', { name: 'Words and names', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Words and names' });
  await expect(dialog.getByLabel('One name or term a line')).toHaveValue('Zanthoria\n');
  await expect(dialog).toContainText('Captions listen for these words', { timeout: PATIENCE_MS });
});

test('live captions go on under an open field, and unfinished text cannot be corrected', async ({
  app,
  page,
}) => {
  await bringModels(app);
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.partials.first()).toHaveText(/(\w+ ){3}/u, { timeout: PATIENCE_MS });
  await expect(app.finals).toHaveCount(0);
  const partial = ((await app.partials.first().textContent()) ?? '').split(' ')[0]!;
  await doubleClick(page, partial, '[data-testid="partials"]');
  await expect(field(page)).toBeHidden();

  await expect(app.finals).not.toHaveCount(0, { timeout: PATIENCE_MS });
  const lines = await app.finals.count();
  const first = ((await app.finals.first().textContent()) ?? '').split(' ');
  const word = first.find((item) => /^[a-z]{4,}$/u.test(item))!;
  await doubleClick(page, word, '#captions li:first-child');
  await expect(field(page)).toHaveValue(word);
  await page.keyboard.type('Xylo');
  await expect(app.finals).not.toHaveCount(lines, { timeout: PATIENCE_MS });
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('Xylo');
  await expect(field(page)).toBeInViewport();
  await page.keyboard.type('phone');
  await page.keyboard.press('Enter');
  await expect(app.finals.first()).toContainText('Xylophone');
  await expect(app.finals.first()).not.toHaveText(first.join(' '));
  await page.getByRole('button', { name: 'Stop captions' }).click();
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  await expect(app.finals.first()).toContainText('Xylophone');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in an open field, an offer and the words, ${colorScheme}`, async ({
    app,
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await transcribed(app);
    const check = async (moment: string): Promise<void> => {
      for (const viewport of [
        { width: 360, height: 740 },
        { width: 1280, height: 800 },
      ]) {
        await page.setViewportSize(viewport);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect(found, `${moment}, ${String(viewport.width)}`).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${moment}: wider than the screen`).toBeLessThanOrEqual(0);
      }
    };
    await doubleClick(page, WORD);
    await page.keyboard.type('Oyelaran');
    await check('field');
    await page.keyboard.press('Enter');
    await check('offer');
    await doubleClick(page, 'Oyelaran');
    await expect(page.getByRole('button', { name: 'As heard' })).toBeVisible();
    await check('field of a corrected line');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Words and names', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Words and names' })).toBeVisible();
    await check('words');
  });
}
