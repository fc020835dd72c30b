import type { Page } from 'playwright/test';
import { field, middleOf, said } from './correcting';
import { fixture } from './fixtures';
import type { TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

const audio = (page: Page) => page.getByTestId('file-sound').locator('audio');
const timeOf = (page: Page) => audio(page).evaluate((media: HTMLAudioElement) => media.currentTime);

interface Line {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly { readonly word: string; readonly startMs: number; readonly endMs: number }[];
}

async function linesOf(app: TabscribePage): Promise<readonly Line[]> {
  return (JSON.parse((await app.download('json')).text) as { segments: Line[] }).segments;
}

/** The words that are marked as being said, as they come. */
function watchSpoken(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { spokenWords: seen });
    const look = (): void => {
      const [range] = CSS.highlights.get('word-spoken') ?? [];
      const word = range instanceof Range ? range.toString() : '';
      if (word !== '' && seen.at(-1) !== word) seen.push(word);
      requestAnimationFrame(look);
    };
    look();
  });
}
const spokenWords = (page: Page) =>
  page.evaluate(() => [...(window as unknown as { spokenWords: string[] }).spokenWords]);

test('a word is heard where it stands, and the mark goes along with the sound', async ({ app, page }) => {
  await app.open();
  await app.chooseFiles(fixture('scheme.mp3'));
  await app.finishedText();
  const [line] = await linesOf(app);
  const whole = line!.words.find(({ word }) => word === 'whole')!;
  await watchSpoken(page);
  const { x, y } = await middleOf(page, '#captions', 'whole');
  await page.mouse.click(x, y);
  await expect(audio(page)).toHaveJSProperty('paused', false);
  await expect.poll(() => spokenWords(page)).toContain('scheme');
  const heard = await spokenWords(page);
  expect(heard.slice(0, 2)).toEqual(['whole', 'scheme']);
  expect(await timeOf(page)).toBeGreaterThan(whole.startMs / 1000);

  // The keyboard goes on from there: space pauses, Enter hears a word, Shift and Enter the line.
  await page.keyboard.press('Space');
  await expect(audio(page)).toHaveJSProperty('paused', true);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(audio(page)).toHaveJSProperty('paused', false);
  const second = line!.words[1]!;
  await expect.poll(() => spokenWords(page)).toContain(second.word);
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => spokenWords(page)).toContain(line!.words[0]!.word);

  // After a reload the page says what is missing, and plays it once it is opened again.
  await page.reload();
  await app.captions.locator('.caption-time').click();
  const panel = page.getByTestId('file-sound');
  await expect(panel).toContainText('no longer has scheme.mp3');
  await panel.getByLabel('Open the file').setInputFiles(fixture('scheme.mp3'));
  await expect(audio(page)).toHaveJSProperty('paused', false);
  await expect(panel).not.toContainText('no longer');
});

test('unsure words, lines and undo, by keys', async ({ app, page }) => {
  await app.open();
  await app.chooseFiles(fixture('scheme.mp3'));
  await app.finishedText();
  const before = await linesOf(app);
  const { x, y } = await middleOf(page, '#captions', 'whole');
  await page.mouse.click(x, y);
  await page.keyboard.press('Control+Enter');
  await expect(app.finals).toHaveCount(2);
  await expect(app.finals.last()).toHaveText(/^whole/u);
  await expect(said(page)).toContainText('Split into two lines');
  const split = await linesOf(app);
  expect(split.flatMap(({ words }) => words)).toEqual(before[0]!.words);
  // The download took the focus.
  const second = await middleOf(page, '#captions', 'whole');
  await page.mouse.click(second.x, second.y);
  await page.keyboard.press('Control+Backspace');
  await expect(app.finals).toHaveCount(1);
  await page.keyboard.press('Control+Z');
  await expect(app.finals).toHaveCount(2);
  await page.reload();
  await expect(app.finals).toHaveCount(2);

  // Of this sentence the second look is sure; of the other file's it is not.
  await page.keyboard.press('F8');
  await expect(page.locator('.correction-offer')).toContainText('No word is unsure.');
  // Nothing covers it.
  await page.locator('.correction-dismiss').click();
  await app.chooseFiles(fixture('microphone.wav'));
  await app.finishedText();
  await page.keyboard.press('F8');
  await expect(field(page)).toBeFocused();
});
