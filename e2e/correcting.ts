import type { Page } from 'playwright/test';

/** Where words are typed over others. */
export const field = (page: Page) => page.locator('.correction-input');

/** What screen readers are told of a correction. */
export const said = (page: Page) => page.locator('#correction-said');

/** Where a word stands on the screen, in the last text of an element that has it. */
export async function middleOf(
  page: Page,
  selector: string,
  word: string,
): Promise<{ x: number; y: number }> {
  const found = await page.evaluate(
    ([within, wanted]) => {
      for (const text of [...document.querySelectorAll(`${within} .caption-text`)].reverse()) {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const at = (node.textContent ?? '').indexOf(wanted);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
      }
      return null;
    },
    [selector, word] as const,
  );
  if (found === null) throw new Error(`"${word}" does not stand in ${selector}`);
  return found;
}
