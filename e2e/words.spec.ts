import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { fixture, MICROPHONE_SENTENCES, STUDENT_BOUND } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

const WANTED = MICROPHONE_SENTENCES.join(' ');
/** With words to look for the student gets this clip all but right. */
const SEARCH_BOUND = 0.15;

/** What the student alone hears in microphone.wav. */
async function studentsText(page: Page): Promise<string> {
  const bytes = [...(await readFile(fixture('microphone.wav')))];
  return page.evaluate(async (content) => {
    const file = new Blob([new Uint8Array(content)]);
    const outcome = await window.tabscribe?.transcribe(file, 'file', { provider: 'wasm', secondLook: false });
    if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
    return outcome.value.segments.map(({ text }) => text).join(' ');
  }, bytes);
}

test('the student looks for words, and spells by ear where their file cannot be had', async ({ app }) => {
  await app.open();
  const found = await studentsText(app.page);
  expect(wordErrorRate(WANTED, found), found).toBeLessThanOrEqual(SEARCH_BOUND);

  await app.page.evaluate(() => indexedDB.deleteDatabase('tabscribe-models'));
  await app.page.route('**/words.bin', (route) => route.abort());
  await app.page.reload();
  await app.open();
  const spelled = await studentsText(app.page);
  expect(wordErrorRate(WANTED, spelled), spelled).toBeLessThanOrEqual(STUDENT_BOUND);
  expect(spelled).not.toBe(found);
});
