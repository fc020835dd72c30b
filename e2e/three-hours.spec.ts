import { matchedWords } from '../bench/captions/measures';
import { measuredMemoryOf } from '../bench/files/renderer-memory';
import { WavWriter } from '../bench/files/wav-writer';
import type { Word } from '../src/contract/transcript';
import { bringModels } from './disturbed';
import { fixture, MICROPHONE_SENTENCES, SECOND_LOOK_BOUND } from './fixtures';
import { readWav } from './made-wav';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate } from './words';

const HOUR_MS = 3_600_000;
/** Where the same two sentences are said; in between is a quiet room. */
const SAID_AT_MS = [0, 1.5 * HOUR_MS + 12_345, 3 * HOUR_MS - 20_000] as const;
const FIRST_TEXT_WITHIN_MS = 3000;
const MOST_MB = 300;
const MOST_DRIFT_MS = 100;
const LEAST_WORDS = 15;

test('three hours of sound: text soon, little memory, a reload on the way, and true times at the end', async ({
  app,
  page,
}, testInfo) => {
  const path = testInfo.outputPath('three-hours.wav');
  writeRecording(path);
  const queue = page.getByTestId('file-queue');
  const panel = page.getByTestId('file-progress');
  const progress = panel.locator('#file-text');
  await bringModels(app);

  const chosenMs = performance.now();
  await app.chooseFiles(path);
  await expect(app.finals.first()).toBeVisible();
  const firstTextMs = performance.now() - chosenMs;
  console.log(`first text after ${firstTextMs.toFixed(0)} ms`);
  expect(firstTextMs).toBeLessThan(FIRST_TEXT_WITHIN_MS);
  await expect(progress).toHaveText(/^\d+%, at [\d:]+ of 3:00:00, .* left$/u);

  await expect(progress).toHaveText(/at \d+:[1-9]\d:/u, { timeout: PATIENCE_MS });
  await panel.getByRole('button', { name: 'Pause' }).click();
  await expect(queue).toContainText(/Paused at \d+:\d\d:\d\d of 3:00:00/u);
  const written = await app.finals.count();
  await page.reload();
  await app.notices.getByRole('button', { name: 'Go on' }).click();
  await expect(progress).toHaveText(/at \d+:\d\d:\d\d/u, { timeout: PATIENCE_MS });
  // More, where the next sentence was written meanwhile; what stands twice is found below.
  expect(await app.finals.count()).toBeGreaterThanOrEqual(written);
  // Looks at once, and answers after a minute: it waits in vain for threads of the runtime that are asleep.
  const measuring = measuredMemoryOf(page);
  await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
  console.log(`done after ${((performance.now() - chosenMs) / 1000).toFixed(0)} s`);
  const [busyMb, idleMb] = [await measuring, await measuredMemoryOf(page)];
  console.log(`memory: ${busyMb.toFixed(0)} MB, ${idleMb.toFixed(0)} when it was done`);
  expect(busyMb - idleMb).toBeLessThan(MOST_MB);

  const { segments } = JSON.parse((await app.download('json')).text) as { segments: { words: Word[] }[] };
  const words = segments.flatMap((segment) => segment.words);
  const said = SAID_AT_MS.map((atMs) => wordsSaidAt(words, atMs));
  expect(said.flat()).toHaveLength(words.length);
  for (const [index, heard] of said.entries()) {
    const text = heard.map(({ word }) => word).join(' ');
    expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
    const driftMs = greatestDriftMs(said[0] ?? [], heard);
    console.log(`time ${String(index + 1)}: words at most ${driftMs.toFixed(0)} ms from those of the first`);
    expect(driftMs).toBeLessThan(MOST_DRIFT_MS);
  }
});

/** Speech three times in three hours. */
function writeRecording(path: string): void {
  const { rateHz, channels } = readWav(fixture('microphone.wav'));
  const wav = new WavWriter(path, rateHz);
  for (const atMs of SAID_AT_MS) {
    wav.quietUntil(atMs);
    wav.append(channels[0] ?? new Float32Array());
  }
  wav.quietUntil(3 * HOUR_MS);
  wav.close();
}

/** Words of one of the times, with their places in it. */
function wordsSaidAt(words: readonly Word[], atMs: number): Word[] {
  return words
    .map((word) => ({ ...word, startMs: word.startMs - atMs, endMs: word.endMs - atMs }))
    .filter(({ startMs }) => startMs > 0 && startMs < 15_000);
}

/** Between words that both have, in their order. */
function greatestDriftMs(first: readonly Word[], later: readonly Word[]): number {
  const places = matchedWords(
    first.map(({ word }) => word),
    later.map(({ word }) => word),
  );
  const drifts = first.flatMap((word, index) => {
    const again = later[places[index] ?? -1];
    return again === undefined ? [] : [[again.startMs - word.startMs, again.endMs - word.endMs]];
  });
  expect(drifts.length).toBeGreaterThan(LEAST_WORDS);
  return Math.max(...drifts.flat().map(Math.abs));
}
