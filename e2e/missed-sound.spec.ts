import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture } from './fixtures';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

/** From now on a sound engine takes so long to open. */
const SLOW_MS = 3000;

interface Engines {
  newest: AudioContext;
  slowMs: number;
}

test('where sound was missed the transcript says so, after a reload too', async ({ app, page }) => {
  await page.addInitScript(() => {
    const engines = window as unknown as Engines;
    engines.slowMs = 0;
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        engines.newest = this;
      }
    };
    const addModule = Reflect.get<Worklet, 'addModule'>(Worklet.prototype, 'addModule');
    Worklet.prototype.addModule = async function (this: Worklet, ...wanted) {
      await new Promise((resolve) => setTimeout(resolve, engines.slowMs));
      return addModule.apply(this, wanted);
    };
  });
  await app.open();
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.finals.first()).toBeVisible({ timeout: PATIENCE_MS });
  await page.evaluate(async (slowMs) => {
    const engines = window as unknown as Engines;
    engines.slowMs = slowMs;
    await engines.newest.close();
  }, SLOW_MS);
  const mark = app.captions.locator('.caption-missed');
  await expect(mark).toHaveText(/^[3-6] seconds of sound missed here$/u);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready');
  await page.reload();
  await expect(app.captions.locator('.caption .caption-missed')).toHaveText(
    /^[3-6] seconds of sound missed here$/u,
  );
});
