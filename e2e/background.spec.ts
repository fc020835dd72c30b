import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { bringModels, expectSameWords, finished, listen } from './disturbed';
import { fixture } from './fixtures';
import type { TabscribePage } from './tabscribe-page';
import { expect, test } from './plain-browser';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

/** Counts what is asked of the screen, and how much of it is held. */
async function countWakeLocks(app: TabscribePage): Promise<void> {
  await app.page.addInitScript(() => {
    const locks = { asked: 0, held: 0 };
    Object.assign(window, { wakeLocks: locks });
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (type) => {
      locks.asked += 1;
      const sentinel = await request(type);
      locks.held += 1;
      sentinel.addEventListener('release', () => (locks.held -= 1));
      return sentinel;
    };
  });
}

const wakeLocks = (app: TabscribePage): Promise<{ asked: number; held: number }> =>
  app.page.evaluate(() => (window as unknown as { wakeLocks: { asked: number; held: number } }).wakeLocks);

test('captions go on behind another tab, and the screen is kept awake where they are seen', async ({
  app,
  context,
  baseURL,
}) => {
  await countWakeLocks(app);
  await bringModels(app, baseURL);
  const undisturbed = await listen(app);
  await expect.poll(() => wakeLocks(app)).toEqual({ asked: 1, held: 0 });
  const other = await context.newPage();
  await app.page.bringToFront();

  const hidden = await listen(app, async () => {
    await expect.poll(() => wakeLocks(app)).toEqual({ asked: 2, held: 1 });
    await other.bringToFront();
    await expect.poll(() => app.page.evaluate(() => document.visibilityState)).toBe('hidden');
    await finished(app);
    // The browser lets go of the screen with the page.
    expect(await wakeLocks(app)).toEqual({ asked: 2, held: 0 });
    await app.page.bringToFront();
    await expect.poll(() => wakeLocks(app)).toEqual({ asked: 3, held: 1 });
  });
  expectSameWords(undisturbed, hidden);
  await expect.poll(() => wakeLocks(app)).toEqual({ asked: 3, held: 0 });
});
