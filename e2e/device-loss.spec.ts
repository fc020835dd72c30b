import { chromiumArguments, fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture, LIVE_BOUND, MICROPHONE_SENTENCES } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

/** Without a GPU, WebGPU runs in software: loading takes a minute, and captions fall far behind. */
const SOFTWARE_TIMEOUT_MS = 900_000;
const BOUND_MS = 2000;

test.use({
  moreArguments: [...chromiumArguments('webgpu'), ...fakeMicrophoneArguments(fixture('microphone.wav'))],
});

test('a graphics device that is lost in the middle of speech costs no word', async ({ app, page }) => {
  test.setTimeout(SOFTWARE_TIMEOUT_MS);
  // The worker's devices, where the test can reach them.
  page.on('worker', (worker) => {
    void worker
      .evaluate(() => {
        const devices: GPUDevice[] = [];
        Object.assign(globalThis, { gpuDevices: devices });
        const { requestDevice } = GPUAdapter.prototype;
        GPUAdapter.prototype.requestDevice = async function (descriptor) {
          const device = await requestDevice.call(this, descriptor);
          devices.push(device);
          return device;
        };
      })
      .catch(() => undefined);
  });
  await app.open();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'WebGPU' }).check();
  await page.getByRole('button', { name: 'Close' }).click();
  await app.chooseFiles(fixture('short/there-is-no.opus'));
  await app.finishedText();
  await expect(app.engine).toContainText('WebGPU');
  await page.getByRole('button', { name: 'Clear' }).click();

  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening');
  // In the middle of the first sentence, whether or not the slow device has written any of it.
  await page.waitForTimeout(3000);
  const recognizer = page.workers().findLast((worker) => worker.url().includes('recognizer.worker'));
  // The worker after this one finds no adapter.
  page.on('worker', (worker) => {
    void worker
      .evaluate(() => {
        GPU.prototype.requestAdapter = () => Promise.resolve(null);
      })
      .catch(() => undefined);
  });
  const brokenAtMs = Date.now();
  await recognizer?.evaluate(() => {
    for (const device of (globalThis as unknown as { gpuDevices: GPUDevice[] }).gpuDevices) device.destroy();
  });
  await expect(app.notices).toContainText('The recognizer stopped and was started again.');
  const tookMs = Date.now() - brokenAtMs;
  console.log(`recovered after ${String(tookMs)} ms`);
  expect(tookMs).toBeLessThan(BOUND_MS);
  await expect(app.engine).toContainText('WASM');
  await expect(async () => {
    const text = (await app.finals.allTextContents()).join(' ');
    expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(LIVE_BOUND);
  }).toPass({ timeout: 120_000 });
});
