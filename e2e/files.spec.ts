import { readFile, writeFile } from 'node:fs/promises';
import { fixture, MICROPHONE_SENTENCES, SCHEME_TEXT, SECOND_LOOK_BOUND } from './fixtures';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

/** So often a recording is said in a long one: for minutes. */
const TIMES = 40;

test.describe('a file', () => {
  test('becomes its text, in every format that the page names', async ({ app }) => {
    await app.open();
    for (const extension of ['wav', 'mp3', 'm4a', 'ogg', 'flac', 'webm', 'mp4']) {
      await test.step(extension, async () => {
        await app.chooseFiles(fixture(`scheme.${extension}`));
        const text = await app.finishedText();
        expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
        await app.page.getByRole('button', { name: 'Clear' }).click();
        await expect(app.finals).toHaveCount(0);
      });
    }
  });

  test('can be dropped on the page', async ({ app }) => {
    await app.open();
    await app.dropFile(fixture('scheme.ogg'));
    const text = await app.finishedText();
    expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  });

  test('waits its turn behind another', async ({ app }) => {
    await app.open();
    await app.chooseFiles(fixture('scheme.mp3'), fixture('microphone.wav'));
    await expect(app.captions.getByText('scheme.mp3')).toBeVisible({ timeout: PATIENCE_MS });
    await expect(app.captions.getByText('microphone.wav')).toBeVisible({ timeout: PATIENCE_MS });
    const text = await app.finishedText();
    const wanted = [SCHEME_TEXT, ...MICROPHONE_SENTENCES].join(' ');
    expect(wordErrorRate(wanted, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  });

  test('can be cancelled, and the page goes on', async ({ app }, testInfo) => {
    const long = testInfo.outputPath('long.wav');
    await writeFile(long, repeatedWav(await readFile(fixture('microphone.wav')), TIMES));
    await app.open();
    await app.chooseFiles(long);
    await expect(app.finals.first()).toBeVisible({ timeout: PATIENCE_MS });
    await app.page.getByTestId('file-progress').getByRole('button', { name: 'Cancel' }).click();
    await expect(app.status).toHaveText('Ready');
    const kept = await app.finals.count();
    expect(kept).toBeGreaterThan(0);
    // Each time is a line at least: it did not go on to its end.
    expect(kept).toBeLessThan(TIMES);
    // One key does it, so it can be taken back.
    await expect(app.notices).toContainText('long.wav was cancelled.');
    await app.notices.getByRole('button', { name: 'Go on' }).click();
    await expect(app.finals.nth(kept)).toBeVisible({ timeout: PATIENCE_MS });
    await app.page.keyboard.press('Escape');
    await expect(app.status).toHaveText('Ready');
    await app.chooseFiles(fixture('scheme.ogg'));
    await expect(app.finals.last()).toContainText('scheme', { timeout: PATIENCE_MS, ignoreCase: true });
  });
});

test.describe('a bad file', () => {
  const cases = [
    ['empty.wav', 'This file is empty.'],
    ['not-audio.mp3', 'This file could not be read.'],
    ['no-audio.mp4', 'This file has no sound track.'],
  ] as const;
  for (const [name, message] of cases) {
    test(`${name} has its message`, async ({ app }) => {
      await app.open();
      await app.chooseFiles(fixture(name));
      const row = app.page.getByTestId('file-queue').getByRole('listitem').filter({ hasText: name });
      await expect(row.getByRole('alert')).toContainText(message, { timeout: PATIENCE_MS });
      await app.chooseFiles(fixture('scheme.ogg'));
      expect(wordErrorRate(SCHEME_TEXT, await app.finishedText())).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
    });
  }
});

/** The samples of a WAV file, again and again, under a header that fits. */
function repeatedWav(wav: Buffer, times: number): Buffer {
  const dataStart = wav.indexOf('data') + 8;
  const samples = wav.subarray(dataStart, dataStart + wav.readUInt32LE(dataStart - 4));
  const header = Buffer.from(wav.subarray(0, dataStart));
  header.writeUInt32LE(dataStart - 8 + samples.length * times, 4);
  header.writeUInt32LE(samples.length * times, dataStart - 4);
  return Buffer.concat([header, ...Array.from({ length: times }, () => samples)]);
}
