import { fixture, LIVE_BOUND, MICROPHONE_SENTENCES, SCHEME_TEXT } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

const PAUSE_MS = 4_000;

async function play(app: TabscribePage, file: string): Promise<void> {
  await app.page.getByRole('button', { name: /^Sound source/u }).click();
  await app.page.getByLabel('Play a file and caption it live').setInputFiles(fixture(file));
}

const media = (app: TabscribePage) => app.page.getByTestId('player').locator('video');

test('a video plays on the page and is captioned as it plays, again too', async ({ app }) => {
  await app.open();
  await play(app, 'scheme.mp4');
  await expect(app.page.getByTestId('player')).toBeVisible();
  await expect(app.status).toHaveText('Listening', { timeout: PATIENCE_MS });
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  expect(wordErrorRate(SCHEME_TEXT, await app.finishedText())).toBeLessThanOrEqual(LIVE_BOUND);
  await expect(app.captions.getByRole('heading', { name: 'scheme.mp4' })).toBeVisible();

  await media(app).evaluate((element) => (element as HTMLVideoElement).play());
  await expect(app.captions.getByRole('heading', { name: 'scheme.mp4' })).toHaveCount(2, {
    timeout: PATIENCE_MS,
  });
  await app.page.getByRole('button', { name: 'Close the player' }).click();
  await expect(app.page.getByTestId('player')).toBeHidden();
  await expect(app.status).toHaveText('Ready');
});

test('while the player is paused no time passes in the captions', async ({ app }) => {
  await app.open();
  await play(app, 'microphone.wav');
  await expect(app.finals.first()).toBeVisible({ timeout: PATIENCE_MS });
  await media(app).evaluate((element) => {
    (element as HTMLVideoElement).pause();
  });
  await app.page.waitForTimeout(PAUSE_MS);
  await expect(app.status).toHaveText('Listening');
  await media(app).evaluate((element) => (element as HTMLVideoElement).play());
  const text = await app.finishedText();
  expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(LIVE_BOUND);
  const lengthMs = await media(app).evaluate((element) => 1000 * (element as HTMLVideoElement).duration);
  const { segments } = JSON.parse((await app.download('json')).text) as {
    segments: { endMs: number }[];
  };
  expect(segments.at(-1)?.endMs).toBeLessThanOrEqual(lengthMs + 1000);
});

test('any audio element of the page can be captioned by a program', async ({ app }) => {
  await app.open();
  await play(app, 'scheme.mp4');
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  await app.page.getByRole('button', { name: 'Clear' }).click();
  const element = await app.page.evaluateHandle(() => {
    const audio = document.createElement('audio');
    audio.src = document.querySelector('video')?.src ?? '';
    return { audio, done: window.tabscribe?.captionElement(audio, 'an element') };
  });
  await expect(app.status).toHaveText('Listening', { timeout: PATIENCE_MS });
  await element.evaluate(async ({ audio, done }) => {
    await audio.play();
    await done;
  });
  expect(wordErrorRate(SCHEME_TEXT, (await app.finals.allTextContents()).join(' '))).toBeLessThanOrEqual(
    LIVE_BOUND,
  );
});
