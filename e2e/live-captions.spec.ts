import type { Page } from 'playwright/test';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture, MICROPHONE_SENTENCES, LIVE_BOUND } from './fixtures';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

interface Shown {
  readonly kind: 'partial' | 'final';
  readonly text: string;
}

/** Writes down each text that the page shows, in the order in which it does. */
async function recordCaptions(page: Page): Promise<() => Promise<readonly Shown[]>> {
  await page.evaluate(() => {
    const shown: { kind: 'partial' | 'final'; text: string }[] = [];
    Object.assign(window, { shownCaptions: shown });
    for (const [id, kind] of [
      ['partials', 'partial'],
      ['captions', 'final'],
    ] as const) {
      const area = document.getElementById(id);
      if (area === null) throw new Error(`the page has no #${id}`);
      new MutationObserver(() => {
        const texts = [...area.querySelectorAll('.caption-text')].map((row) => row.textContent);
        if (texts.length > 0) shown.push({ kind, text: texts.join(' ') });
      }).observe(area, { childList: true, subtree: true, characterData: true });
    }
  });
  return () => page.evaluate(() => (window as unknown as { shownCaptions: Shown[] }).shownCaptions);
}

test('captions of what the microphone hears appear while it speaks, and end right', async ({ app }) => {
  await app.open();
  // The models are brought here by a file first: what is tested is the captions, not the download.
  await app.chooseFiles(fixture('short/do-you-know.opus'));
  await app.finishedText();
  await app.secondLookReady();
  await app.page.getByRole('button', { name: 'Clear' }).click();

  const shown = await recordCaptions(app.page);
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening');
  await expect(app.page.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await expect(app.partials.first()).toHaveText(/\w/u);
  await expect(app.finals).not.toHaveCount(0);
  await expect(async () => {
    const text = (await app.finals.allTextContents()).join(' ');
    expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(LIVE_BOUND);
  }).toPass({ timeout: PATIENCE_MS });
  await app.page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready');
  await expect(app.partials).toHaveCount(0);

  const history = await shown();
  const firstFinal = history.findIndex((entry) => entry.kind === 'final');
  const partialsBefore = history.slice(0, firstFinal).filter((entry) => entry.kind === 'partial');
  expect(partialsBefore.length, 'texts shown before the first final one').toBeGreaterThan(1);
});
