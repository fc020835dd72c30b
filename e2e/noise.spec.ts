import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { fixture } from './fixtures';
import { expect, test } from './test';

/** What captions of a fixture say. */
async function captionsOf(page: Page, name: string): Promise<string> {
  const bytes = [...(await readFile(fixture(name)))];
  return page.evaluate(async (content) => {
    const file = new Blob([new Uint8Array(content)]);
    const choice = { provider: 'wasm', secondLook: false } as const;
    const outcome = await window.tabscribe?.transcribe(file, 'stream', choice);
    if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
    return outcome.value.segments.map(({ text }) => text).join(' ');
  }, bytes);
}

test('the clatter of a kitchen is no speech, once voices are told from other sounds', async ({
  app,
  context,
}) => {
  await context.route('**/voice.onnx', (route) => route.abort());
  await app.open();
  expect(await captionsOf(app.page, 'kitchen.ogg')).not.toBe('');

  await context.unroute('**/voice.onnx');
  await app.page.reload();
  await app.open();
  expect(await captionsOf(app.page, 'kitchen.ogg')).toBe('');
  expect(await captionsOf(app.page, 'scheme.ogg')).not.toBe('');
});
