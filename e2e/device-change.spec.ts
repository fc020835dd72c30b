import { bringModels } from './disturbed';
import { fixture } from './fixtures';
import { lowPassed, readWav, temporaryWav, writeWav, type Sound } from './made-wav';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate, wordsOf } from './words';

/** The fake microphone reads this file each time that it is opened, and plays it once. */
const MICROPHONE = temporaryWav();
/** Of microphone.wav: its second sentence, with half a second before it. */
const SPEECH_S = { from: 7.5, to: 13 };
/** What a headset at 8 kHz passes. */
const TELEPHONE_HZ = 3600;
/** Of eleven words two may be heard otherwise in a telephone's band. */
const SAME_WORDS = 0.2;
/** A busy machine takes a while to open a device; a rate that was taken for another is off by many times that. */
const SAME_TIME_MS = 1000;

test.use({
  moreArguments: [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${MICROPHONE}%noloop`,
  ],
});

const { rateHz, channels } = readWav(fixture('microphone.wav'));
const speech: Sound = {
  rateHz,
  channels: channels.map((samples) => samples.slice(SPEECH_S.from * rateHz, SPEECH_S.to * rateHz)),
};

/** Each sample `factor` times, without what that adds above the band. */
function faster({ rateHz: before, channels: sounds }: Sound, factor: number): Sound {
  const repeated = sounds.map((samples) =>
    Float32Array.from({ length: factor * samples.length }, (_, at) => samples[Math.floor(at / factor)] ?? 0),
  );
  return lowPassed({ rateHz: factor * before, channels: repeated }, before / 2);
}

/** Every other sample, of what fits into half the rate. */
function halved(sound: Sound): Sound {
  const { rateHz: before, channels: sounds } = lowPassed(sound, TELEPHONE_HZ);
  return { rateHz: before / 2, channels: sounds.map((samples) => samples.filter((_, at) => at % 2 === 0)) };
}

/** Takes another device into use, where the person sees all of them. */
async function chooseDevice(app: TabscribePage, index: number): Promise<void> {
  await app.page.getByRole('button', { name: /^Sound source/u }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Sound' });
  await dialog
    .getByLabel('Microphone', { exact: true })
    .and(app.page.locator('select'))
    .selectOption({ index });
  await dialog.getByRole('button', { name: 'Close' }).click();
}

interface Segment {
  readonly text: string;
  readonly startMs: number;
}

async function savedSegments(app: TabscribePage): Promise<readonly Segment[]> {
  const { text } = await app.download('json');
  return (JSON.parse(text) as { segments: readonly Segment[] }).segments;
}

test('a device of another rate in mid-session: the words are the same, and the times stay right', async ({
  app,
}) => {
  await bringModels(app);
  const devices = [faster(speech, 3), speech, halved(speech)];
  expect(devices.map((sound) => sound.rateHz)).toEqual([48_000, 16_000, 8000]);
  const openedAtMs: number[] = [];
  for (const [index, sound] of devices.entries()) {
    writeWav(MICROPHONE, sound);
    openedAtMs.push(Date.now());
    if (index === 0) await app.page.getByRole('button', { name: 'Start captions' }).click();
    else await chooseDevice(app, index);
    await expect(app.finals).toHaveCount(index + 1, { timeout: PATIENCE_MS });
  }
  await app.page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready');

  const [undisturbed, ...others] = await savedSegments(app);
  if (undisturbed === undefined) throw new Error('nothing was written');
  expect(wordsOf(undisturbed.text).length).toBeGreaterThan(8);
  expect(others).toHaveLength(2);
  for (const [index, { text, startMs }] of others.entries()) {
    console.log(`${String(devices[index + 1]?.rateHz)} Hz: ${text}`);
    expect(wordErrorRate(undisturbed.text, text), text).toBeLessThanOrEqual(SAME_WORDS);
    const passedMs = (openedAtMs[index + 1] ?? NaN) - (openedAtMs[0] ?? NaN);
    const offMs = startMs - undisturbed.startMs - passedMs;
    console.log(`off by ${String(Math.round(offMs))} ms after ${String(passedMs)} ms`);
    expect(Math.abs(offMs)).toBeLessThan(SAME_TIME_MS);
  }
});
