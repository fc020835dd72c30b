import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { field, middleOf } from './correcting';
import { fixture } from './fixtures';
import type { TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

interface Line {
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly { readonly word: string; readonly startMs: number; readonly endMs: number }[];
}

async function linesOf(app: TabscribePage): Promise<readonly Line[]> {
  return (JSON.parse((await app.download('json')).text) as { segments: Line[] }).segments;
}

const panel = (page: Page) => page.getByTestId('waveform');
const slider = (page: Page) => panel(page).getByRole('slider', { name: 'Place in the sound' });
const timeOf = (page: Page) =>
  page.locator('#dock audio').evaluate((media: HTMLAudioElement) => media.currentTime);
const lengthOf = (page: Page) =>
  page.locator('#dock audio').evaluate((media: HTMLAudioElement) => media.duration);

/** How much of the waveform's height is painted between two times: 0 to 1. */
function painted(page: Page, fromMs: number, toMs: number): Promise<number> {
  return page.evaluate(
    ([from, to]) => {
      const shadow = document.querySelector('#waveform .wave > div')?.shadowRoot;
      const canvas = shadow?.querySelector<HTMLCanvasElement>('.canvases canvas');
      const seconds = document.querySelector<HTMLAudioElement>('#dock audio')?.duration ?? NaN;
      if (!canvas) throw new Error('no waveform is drawn');
      const first = Math.floor((canvas.width * from) / (1000 * seconds));
      const columns = Math.max(1, Math.floor((canvas.width * to) / (1000 * seconds)) - first);
      const { data } = canvas.getContext('2d')!.getImageData(first, 0, columns, canvas.height);
      const ink = data.filter((value, index) => index % 4 === 3 && value > 127).length;
      return ink / (columns * canvas.height);
    },
    [fromMs, toMs] as const,
  );
}

/** The whole waveform's width on the screen, most of it out of sight. */
const widthOf = (page: Page) =>
  page.evaluate(
    () =>
      document.querySelector('#waveform .wave > div')?.shadowRoot?.querySelector('.wrapper')?.clientWidth ??
      0,
  );

/** The words that are told beside the waveform, as they come: a short one is gone before it is asked for. */
function watchPlace(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { toldWords: seen });
    const place = document.querySelector('#waveform .wave-place')!;
    new MutationObserver(() => {
      const word = place.textContent.split(' · ')[1];
      if (word !== undefined && seen.at(-1) !== word) seen.push(word);
    }).observe(place, { childList: true, characterData: true, subtree: true });
  });
}
const toldWords = (page: Page) =>
  page.evaluate(() => [...(window as unknown as { toldWords: string[] }).toldWords]);

/** What the slider's keys scroll need not be reached by itself. */
const SCROLLED_BY_KEYS = /^scrollable-region-focusable: <div class="scroll" part="scroll"/u;

async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
    .filter((finding) => !SCROLLED_BY_KEYS.test(finding));
}

test('the waveform shows where somebody speaks, seeks, and zooms', async ({ app, page }) => {
  const refused: string[] = [];
  const fetched: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) refused.push(message.text());
  });
  page.on('request', (request) => fetched.push(request.url()));
  const drawn = () => fetched.some((url) => /wave-drawing|sound-peaks/u.test(url));
  await app.open();
  await app.chooseFiles(fixture('microphone.wav'));
  await app.finishedText();
  // One line: two sentences with a pause between them.
  const words = (await linesOf(app)).flatMap((line) => line.words);
  const next = words.findIndex(({ word }) => word === 'but');
  const [first, last] = [words[0]!, words[next - 1]!];
  expect(drawn()).toBe(false);
  const open = page.getByRole('button', { name: 'Waveform', exact: true });
  await open.click();
  await expect(slider(page)).toBeFocused();
  await expect(panel(page).locator('[role="status"]')).toHaveText('');
  expect(drawn()).toBe(true);
  await expect(open).toHaveAttribute('aria-expanded', 'true');

  // As loud as it was where somebody speaks, and a line where nobody does.
  const spoken = await painted(page, first.startMs, last.endMs);
  expect(spoken).toBeGreaterThan(0.15);
  const pause = await painted(page, last.endMs + 200, words[next]!.startMs - 200);
  expect(pause).toBeLessThan(spoken / 3);

  // A click seeks: the words there are told, and keys go on from them.
  const lengthMs = 1000 * (await lengthOf(page));
  const word = words[next + 2]!;
  const wordMs = (word.startMs + word.endMs) / 2;
  const { x, y, width, height } = (await slider(page).boundingBox())!;
  await page.mouse.click(x + (width * wordMs) / lengthMs, y + height / 3);
  await expect.poll(() => timeOf(page)).toBeGreaterThan(wordMs / 1000 - 0.1);
  expect(await timeOf(page)).toBeLessThan(wordMs / 1000 + 0.1);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', new RegExp(`· ${word.word}$`, 'u'));
  await expect(panel(page)).toContainText(word.word);
  await expect(slider(page)).toBeFocused();
  await page.keyboard.press('F2');
  await expect(field(page)).toHaveValue(word.word);
  await page.keyboard.press('Escape');

  // Keys seek and zoom; the word that is said is marked here as it is in the text.
  await slider(page).focus();
  const before = await timeOf(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => timeOf(page)).toBeCloseTo(before + 1, 1);
  const whole = await widthOf(page);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  expect(await widthOf(page)).toBeCloseTo(4 * whole, -1);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  expect(await widthOf(page)).toBe(whole);
  await expect(panel(page).getByRole('button', { name: 'Zoom out' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await watchPlace(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect.poll(() => toldWords(page)).toContain(first.word);
  await page.keyboard.press('Space');
  await expect(page.locator('#dock audio')).toHaveJSProperty('paused', true);

  // A word that is clicked in the text is shown here.
  const at = await middleOf(page, '#captions', 'mingled');
  await page.mouse.click(at.x, at.y);
  await expect.poll(() => toldWords(page)).toContain('mingled');
  await page.keyboard.press('Space');

  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(viewport);
    await panel(page).getByRole('button', { name: 'Zoom in' }).click();
    expect(await serious(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
  // Zoomed in it scrolls, and still the keyboard gets out of it.
  await slider(page).focus();
  await page.keyboard.press('Tab');
  await expect(slider(page)).not.toBeFocused();
  expect(refused).toEqual([]);
  await panel(page).getByRole('button', { name: 'Close the waveform' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(open).toBeFocused();
});

test('after a reload the file is asked for, and its waveform is drawn then', async ({ app, page }) => {
  await app.open();
  await app.chooseFiles(fixture('scheme.mp3'));
  await app.finishedText();
  await page.reload();
  await page.getByRole('button', { name: 'Waveform', exact: true }).click();
  await expect(panel(page)).toBeHidden();
  const sound = page.getByTestId('file-sound');
  await expect(sound).toContainText('no longer has scheme.mp3');
  await sound.getByLabel('Open the file').setInputFiles(fixture('scheme.mp3'));
  await expect(slider(page)).toBeFocused();
  await expect(panel(page).locator('[role="status"]')).toHaveText('');
  expect(await painted(page, 0, 1000 * (await lengthOf(page)))).toBeGreaterThan(0.1);
  // Who closes the player closes what is drawn of it.
  await sound.getByRole('button', { name: 'Close the sound of the file' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Waveform', exact: true })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
});
