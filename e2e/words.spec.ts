import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { fixture, MICROPHONE_SENTENCES, STUDENT_BOUND } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

const WANTED = MICROPHONE_SENTENCES.join(' ');
/** With words to look for the student gets this clip all but right. */
const SEARCH_BOUND = 0.15;

interface Heard {
  readonly text: string;
  readonly confidences: readonly number[];
}

/** What the student alone hears in microphone.wav. */
async function studentsWords(page: Page): Promise<Heard> {
  const bytes = [...(await readFile(fixture('microphone.wav')))];
  return page.evaluate(async (content) => {
    const file = new Blob([new Uint8Array(content)]);
    const outcome = await window.tabscribe?.transcribe(file, 'file', { provider: 'wasm', secondLook: false });
    if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
    const words = outcome.value.segments.flatMap((segment) => segment.words);
    return {
      text: words.map(({ word }) => word).join(' '),
      confidences: words.map(({ confidence }) => confidence),
    };
  }, bytes);
}

test('the student spells by ear until its file of words is here, and looks for words then', async ({
  app,
  context,
}) => {
  let refused = 0;
  await context.route('**/words.bin', (route) => {
    refused += 1;
    return route.abort();
  });
  await app.open();
  const spelled = await studentsWords(app.page);
  expect(wordErrorRate(WANTED, spelled.text), spelled.text).toBeLessThanOrEqual(STUDENT_BOUND);
  expect(refused).toBeGreaterThan(0);

  await context.unroute('**/words.bin');
  await app.page.reload();
  await app.open();
  const found = await studentsWords(app.page);
  expect(wordErrorRate(WANTED, found.text), found.text).toBeLessThanOrEqual(SEARCH_BOUND);
  // Both may get the clip right, but each is sure of it in its own way.
  expect(found.confidences).not.toEqual(spelled.confidences);
});
