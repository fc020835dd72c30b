import type { Worker } from 'playwright/test';
import { fixture } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect } from './test';
import { wordErrorRate, wordsOf } from './words';

/** The words of the speech that microphone.wav ends with: all is written once they are there. */
const LAST_WORDS = /in the yard/u;
/** The fake microphone loses a little sound when the machine is busy, disturbed or not. */
export const SAME_WORDS = 0.1;
/** Patience with what is started again; how long it may take is measured apart. */
export const AGAIN = /was (?:started|opened) again/u;

/** The models are brought here by a file first: what is tested is the captions, not the download. */
export async function bringModels(app: TabscribePage, address?: string): Promise<void> {
  await app.open(address);
  await app.chooseFiles(fixture('short/do-you-know.opus'));
  await app.finishedText();
  await app.secondLookReady();
  await app.page.getByRole('button', { name: 'Clear' }).click();
}

/** Waits for the last words of microphone.wav. */
export async function finished(app: TabscribePage): Promise<void> {
  await expect(async () => {
    expect((await app.finals.allTextContents()).join(' ')).toMatch(LAST_WORDS);
  }).toPass({ timeout: PATIENCE_MS });
}

/** One run over microphone.wav; `disturb` is called in the middle of its first sentence. */
export async function listen(
  app: TabscribePage,
  disturb: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.partials.first()).toHaveText(/(\w+\W+){4}/u, { timeout: PATIENCE_MS });
  await disturb();
  await finished(app);
  await app.page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready');
  const text = (await app.finals.allTextContents()).join(' ');
  await app.page.getByRole('button', { name: 'Clear' }).click();
  await expect(app.finals).toHaveCount(0);
  return text;
}

/**
 * Fails where the words of a disturbed run are not those of one that was left alone.
 *
 * @param moreThan so many words are in the undisturbed run, and one.
 */
export function expectSameWords(
  undisturbed: string,
  disturbed: string,
  allowed = SAME_WORDS,
  moreThan = 20,
): void {
  console.log(`undisturbed: ${undisturbed}\ndisturbed:   ${disturbed}`);
  expect(wordsOf(undisturbed).length).toBeGreaterThan(moreThan);
  expect(wordErrorRate(undisturbed, disturbed), disturbed).toBeLessThanOrEqual(allowed);
}

/** The worker that recognizes; the one behind it is in reserve. */
export function recognizerOf(app: TabscribePage): Worker {
  const worker = app.page.workers().find((item) => item.url().includes('recognizer.worker'));
  if (worker === undefined) throw new Error('there is no recognizer');
  return worker;
}

/** How long something takes until the notices say that it goes on. */
export async function untilGoesOn(app: TabscribePage, disturb: () => Promise<unknown>): Promise<number> {
  const startedAtMs = Date.now();
  await disturb();
  await expect(app.notices).toContainText(AGAIN, { timeout: PATIENCE_MS });
  const tookMs = Date.now() - startedAtMs;
  console.log(`went on after ${String(tookMs)} ms`);
  return tookMs;
}

/** How long the page takes to load the models that are on the device: the measure for a recognizer started again. */
export async function startedAgain(app: TabscribePage): Promise<number> {
  const startedAtMs = Date.now();
  await app.page.reload();
  await expect(app.engine).toContainText('WASM', { timeout: PATIENCE_MS });
  const tookMs = Date.now() - startedAtMs;
  await app.secondLookReady();
  return tookMs;
}
