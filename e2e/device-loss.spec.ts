import { chromiumArguments, fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { bringModels, expectSameWords, untilGoesOn } from './disturbed';
import { fixture } from './fixtures';
import { readWav, temporaryWav, writeWav } from './made-wav';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

/** In software each second of speech takes many: one sentence of microphone.wav, and silence behind it. */
const SPEECH_S = { from: 7.5, to: 11.5, silence: 3 };
const MICROPHONE = temporaryWav();
const TIMEOUT_MS = 200_000;
/** A word may fall otherwise where the fake microphone lost sound. */
const SAME_WORDS = 0.2;
/** Of one sentence. */
const FEW_WORDS = 5;

const { rateHz, channels } = readWav(fixture('microphone.wav'));
const samples = new Float32Array((SPEECH_S.to - SPEECH_S.from + SPEECH_S.silence) * rateHz);
samples.set((channels[0] ?? samples).subarray(SPEECH_S.from * rateHz, SPEECH_S.to * rateHz));
writeWav(MICROPHONE, { rateHz, channels: [samples] });

test.use({ moreArguments: [...chromiumArguments('webgpu'), ...fakeMicrophoneArguments(MICROPHONE)] });

/** Without the second look: the student writes all of it. */
async function choose(app: TabscribePage, provider: 'WASM' | 'WebGPU'): Promise<void> {
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('radio', { name: provider }).check();
  await app.page.getByRole('group', { name: 'Second look' }).getByRole('checkbox').uncheck();
  await app.page.getByRole('button', { name: 'Close' }).click();
}

/** @param disturb called while the sentence is spoken. */
async function listen(app: TabscribePage, disturb?: () => Promise<void>): Promise<string> {
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening', { timeout: PATIENCE_MS });
  await disturb?.();
  await expect(app.finals.first()).toHaveText(/\w/u, { timeout: PATIENCE_MS });
  await app.page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  const text = (await app.finals.allTextContents()).join(' ');
  await app.page.getByRole('button', { name: 'Clear' }).click();
  return text;
}

test('a graphics device that is lost in the middle of speech gives way to WASM, and costs no word', async ({
  app,
  browser,
}) => {
  test.setTimeout(TIMEOUT_MS);
  // With its file of words, whoever writes.
  await bringModels(app);
  await choose(app, 'WASM');
  const undisturbed = await listen(app);
  await choose(app, 'WebGPU');
  await expect(app.engine).toContainText('WebGPU', { timeout: PATIENCE_MS });
  const root = await browser.newBrowserCDPSession();
  const disturbed = await listen(app, async () => {
    await app.page.waitForTimeout((1000 * (SPEECH_S.to - SPEECH_S.from)) / 2);
    // The process that draws and computes for all pages ends.
    await untilGoesOn(app, () => root.send('Browser.crashGpuProcess').catch(() => undefined));
    await expect(app.engine).toContainText('WASM');
  });
  expectSameWords(undisturbed, disturbed, SAME_WORDS, FEW_WORDS);
});
