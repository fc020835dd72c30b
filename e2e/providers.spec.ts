import { chromiumArguments } from '../tools/chromium-arguments';
import { fixture, STUDENT_BOUND } from './fixtures';
import { recordShaders } from './shaders';
import { textOf } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate, wordsOf } from './words';

/** Few and short: without a GPU, WebGPU runs in software and takes ten seconds and more for one of audio. */
const CLIPS = [
  { file: 'do-you-know.opus', sentence: 'Do you know what he said?' },
  { file: 'there-is-no.opus', sentence: 'There is no one in the house.' },
] as const;
const WEBGPU_TIMEOUT_MS = 900_000;

test.use({ moreArguments: chromiumArguments('webgpu') });

test('WASM runs on threads where the page is isolated', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('radio', { name: 'WASM' }).check();
  await app.page.getByRole('button', { name: 'Close' }).click();
  await app.chooseFiles(fixture('scheme.ogg'));
  await app.finishedText();
  await expect(app.engine).toContainText(/WASM, [2-9]\d* threads/u);
});

test.describe('WebGPU', () => {
  // Routes see only what no service worker answers.
  test.use({ serviceWorkers: 'block' });

  test('computes in INT8 on the GPU and hears the same words as WASM', async ({ app }) => {
    test.setTimeout(WEBGPU_TIMEOUT_MS);
    const shaders = await recordShaders(app.page);
    await app.open();
    // One provider after the other: each change loads the student anew.
    const heard = { webgpu: [] as string[][], wasm: [] as string[][] };
    for (const provider of ['webgpu', 'wasm'] as const) {
      for (const { file, sentence } of CLIPS) {
        const outcome = await app.automate(fixture(`short/${file}`), 'file', {
          provider,
          secondLook: false,
        });
        const text = textOf(outcome);
        expect(outcome.ok && outcome.value.provider).toBe(provider);
        expect(wordErrorRate(sentence, text), text).toBeLessThanOrEqual(STUDENT_BOUND);
        heard[provider].push(wordsOf(text));
      }
    }
    expect(heard.webgpu).toEqual(heard.wasm);
    const [{ file, sentence }] = CLIPS;
    const streamed = await app.automate(fixture(`short/${file}`), 'stream', {
      provider: 'webgpu',
      secondLook: false,
      text: 'captions',
    });
    expect(wordErrorRate(sentence, textOf(streamed)), textOf(streamed)).toBeLessThanOrEqual(STUDENT_BOUND);

    const sources = await shaders();
    expect(sources.length, 'shaders compiled').toBeGreaterThan(0);
    const integerDotProducts = sources.filter((source) => source.includes('dot4I8Packed'));
    expect(integerDotProducts.length, 'shaders that multiply packed INT8').toBeGreaterThan(0);
  });
});
