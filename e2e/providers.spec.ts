import { chromiumArguments } from '../tools/chromium-arguments';
import { fixture } from './fixtures';
import { recordShaders } from './shaders';
import { textOf } from './tabscribe-page';
import { expect, test } from './test';
import { wordsOf } from './words';

/** Few and short: without a GPU, WebGPU runs in software and takes seconds for a second of audio. */
const CLIPS = ['s0_00412', 's0_00341', 's1_00423'];

test.use({ moreArguments: chromiumArguments('webgpu') });

test('WASM runs on threads where the page is isolated', async ({ app }) => {
  await app.open();
  await app.page.evaluate(() => localStorage.setItem('tabscribe.preferences', '{"provider":"wasm"}'));
  await app.page.reload();
  await app.chooseFiles(fixture('scheme.ogg'));
  await app.finishedText();
  await expect(app.engine).toContainText(/WASM, [2-9]\d* threads/u);
});

test.describe('WebGPU', () => {
  // Routes see only what no service worker answers.
  test.use({ serviceWorkers: 'block' });

  test('computes in INT8 on the GPU and hears the same words as WASM', async ({ app }) => {
    test.setTimeout(300_000);
    const shaders = await recordShaders(app.page);
    await app.open();
    for (const clip of CLIPS) {
      const path = fixture(`short/${clip}.opus`);
      const onGpu = await app.automate(path, 'file', { provider: 'webgpu', secondLook: false });
      expect(onGpu.ok && onGpu.value.provider).toBe('webgpu');
      const onCpu = await app.automate(path, 'file', { provider: 'wasm', secondLook: false });
      expect(onCpu.ok && onCpu.value.provider).toBe('wasm');
      expect(wordsOf(textOf(onGpu)), clip).toEqual(wordsOf(textOf(onCpu)));
    }
    const sources = await shaders();
    expect(sources.length, 'shaders compiled').toBeGreaterThan(0);
    const integerDotProducts = sources.filter((source) => source.includes('dot4I8Packed'));
    expect(integerDotProducts.length, 'shaders that multiply packed INT8').toBeGreaterThan(0);
  });
});
