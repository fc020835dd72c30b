import { fixture } from './fixtures';
import { lowPassed, readWav, temporaryWav, writeWav, type Sound } from './made-wav';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

/** The fake microphone reads this file each time that it is opened, and plays it over and over. */
const MICROPHONE = temporaryWav();
const SPEECH = readWav(fixture('microphone.wav'));

test.use({
  moreArguments: [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${MICROPHONE}`,
  ],
});

const changed = (change: (sample: number) => number): Sound => ({
  ...SPEECH,
  channels: SPEECH.channels.map((samples) => samples.map(change)),
});

async function checkOf(app: TabscribePage, sound: Sound) {
  writeWav(MICROPHONE, sound);
  await app.open();
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('button', { name: 'Check the microphone' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Sound' });
  await dialog.getByRole('button', { name: 'Start the check' }).click();
  await expect(dialog.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  return { dialog, results: dialog.getByRole('list') };
}

test('the check finds nothing wrong with a good microphone, and lets go of it', async ({ app, page }) => {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { microphoneTracks: tracks });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  const tracks = () =>
    page.evaluate(() =>
      (window as unknown as { microphoneTracks: MediaStreamTrack[] }).microphoneTracks.map(
        ({ readyState }) => readyState,
      ),
    );
  const { dialog } = await checkOf(app, SPEECH);
  await expect(dialog.getByText(/sounds good|That is enough for good captions/u)).toBeVisible();
  expect(await tracks()).toEqual(['live']);
  await dialog.getByRole('button', { name: 'Stop the check' }).click();
  await expect(dialog.getByRole('meter')).toHaveCount(0);
  await expect(dialog.getByText('Nothing is recorded.')).toBeVisible();
  await expect.poll(tracks).toEqual(['ended']);
});

for (const [name, sound, title, advice] of [
  ['zeros', changed(() => 0), 'The microphone delivers no sound.', 'choose another one'],
  ['overdriven', changed((sample) => 12 * sample), 'The microphone is overdriven.', 'Lower its level'],
  ['quiet', changed((sample) => sample / 60), 'You are very quiet here', 'Come closer'],
  ['a telephone', lowPassed(SPEECH, 3300), 'sounds like a telephone', 'Choose another microphone'],
  [
    'a stereo device with an empty side',
    { ...SPEECH, channels: [...SPEECH.channels, new Float32Array(SPEECH.channels[0]?.length ?? 0)] },
    'Only the left channel has sound.',
    'It is used alone',
  ],
] as const) {
  test(`the check names ${name}, with what to do`, async ({ app }) => {
    const { results } = await checkOf(app, sound);
    await expect(results).toContainText(title);
    await expect(results).toContainText(advice);
  });
}

test('while captions come a problem is a notice that leads to the choice of microphone', async ({ app }) => {
  writeWav(
    MICROPHONE,
    changed((sample) => 12 * sample),
  );
  await app.open();
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.notices).toContainText('The microphone is overdriven.', { timeout: PATIENCE_MS });
  await app.notices.getByRole('button', { name: 'Choose another microphone' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Sound' });
  await expect(dialog.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await expect(dialog.getByRole('list')).toContainText('The microphone is overdriven.');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await app.notices.getByRole('button', { name: 'Dismiss' }).click();
  await expect(app.notices).not.toContainText('overdriven');
  await expect(app.status).toHaveText('Listening');
});
