import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture } from './fixtures';
import { countRecords } from './session-records';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

const RATE_HZ = 16_000;
/** A piece that was not full yet when the page went away, and what was under way. */
const MOST_LOST_MS = 7_000;
/** From the word "Listening" on the page to the first sample, and the like at the end. */
const SLACK_MS = 2_500;

interface TimedSegment {
  readonly startMs: number;
  readonly endMs: number;
}

/** The models are brought here by a file first: what is tested is the sound, not the download. */
async function startKeeping(app: TabscribePage): Promise<number> {
  const { page } = app;
  await app.open();
  await app.chooseFiles(fixture('short/do-you-know.opus'));
  await app.finishedText();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  const keep = page.getByLabel('Keep the sound with the transcript');
  await expect(keep).not.toBeChecked();
  await keep.check();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.status).toHaveText('Listening');
  return Date.now();
}

const panel = (page: Page) => page.getByTestId('kept-sound');

/** What the page saves, as samples: decoded by the browser, not by the app. */
async function savedSound(page: Page): Promise<{ readonly name: string; readonly samples: number[] }> {
  const download = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Save the sound' }).click();
  const file = await download;
  const bytes = readFileSync(await file.path()).toString('base64');
  const samples = await page.evaluate(
    async ([text, rateHz]) => {
      const data = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const context = new OfflineAudioContext(1, 1, rateHz);
      return [...(await context.decodeAudioData(data.buffer)).getChannelData(0)];
    },
    [bytes, RATE_HZ] as const,
  );
  return { name: basename(file.suggestedFilename()), samples };
}

const lengthMs = ({ length }: readonly number[]): number => (1000 * length) / RATE_HZ;

function rms(samples: readonly number[], startMs: number, endMs: number): number {
  const part = samples.slice((startMs * RATE_HZ) / 1000, (endMs * RATE_HZ) / 1000);
  return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / Math.max(1, part.length));
}

async function segmentsOf(app: TabscribePage): Promise<readonly TimedSegment[]> {
  return (JSON.parse((await app.download('json')).text) as { segments: TimedSegment[] }).segments;
}

/** Records of sound in the browser's database. */
const soundRecords = (page: Page): Promise<number> => countRecords(page, ['audio'], ['audio-info', []]);

const audioState = (page: Page) =>
  panel(page)
    .locator('audio')
    .evaluate(({ currentTime, paused, duration }: HTMLAudioElement) => ({ currentTime, paused, duration }));

test('the sound of captions plays by the times of the text, outlives a reload, and can be deleted', async ({
  app,
  page,
}) => {
  const startedAtMs = await startKeeping(app);
  await expect(app.finals.nth(1)).toBeVisible({ timeout: PATIENCE_MS });
  await expect(panel(page)).toBeHidden();
  await page.getByRole('button', { name: 'Stop' }).click();
  const tookMs = Date.now() - startedAtMs;
  await expect(app.status).toHaveText('Ready');

  const { name, samples } = await savedSound(page);
  expect(name).toMatch(/^Captions \d{4}-\d\d-\d\d \d\d-\d\d\.webm$/u);
  expect(
    Math.abs(lengthMs(samples) - tookMs),
    `${String(lengthMs(samples))} of ${String(tookMs)}`,
  ).toBeLessThan(SLACK_MS);
  // Speech is where the transcript says, and silence before the first of it.
  const segments = await segmentsOf(app);
  const loudness = segments.map(({ startMs, endMs }) => rms(samples, startMs, endMs));
  const before = rms(samples, 0, (segments[0]?.startMs ?? 0) - 300);
  expect(Math.min(...loudness), `${String(loudness)} against ${String(before)}`).toBeGreaterThan(0.01);
  expect(before).toBeLessThan(0.1 * Math.min(...loudness));

  // The time of a caption plays from there.
  const last = segments.at(-1)!;
  await app.captions.locator('.caption-time').last().click();
  await expect(async () => {
    const { currentTime, paused, duration } = await audioState(page);
    expect(paused).toBe(false);
    expect(currentTime).toBeGreaterThan(last.startMs / 1000);
    expect(currentTime).toBeLessThan(last.startMs / 1000 + 5);
    expect(duration).toBeCloseTo(lengthMs(samples) / 1000, 0);
  }).toPass({ timeout: 10_000 });
  const axe = await new AxeBuilder({ page }).include('#kept-sound').analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await page.reload();
  expect((await savedSound(page)).samples).toHaveLength(samples.length);

  await page.getByRole('button', { name: 'Past sessions' }).click();
  const row = page.getByRole('dialog', { name: 'Past sessions' }).getByRole('listitem').first();
  await expect(row).toContainText(/With sound \(\d+ kB\)/u);
  await row.getByRole('button', { name: 'Play the sound' }).click();
  await expect(row.locator('audio')).toHaveJSProperty('paused', false);
  expect(await soundRecords(page)).toBeGreaterThan(1);
  await row.getByRole('button', { name: 'Delete the sound' }).click();
  await row.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await expect(row).not.toContainText('With sound');
  expect(await soundRecords(page)).toBe(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(app.finals.nth(1)).toBeVisible();
});

test('a reload in the middle of captions leaves all but the last seconds of the sound', async ({
  app,
  page,
}) => {
  const startedAtMs = await startKeeping(app);
  await expect(app.finals.nth(1)).toBeVisible({ timeout: PATIENCE_MS });
  const tookMs = Date.now() - startedAtMs;
  await page.reload();
  const { samples } = await savedSound(page);
  expect(lengthMs(samples)).toBeGreaterThan(tookMs - MOST_LOST_MS);
  expect(lengthMs(samples)).toBeLessThan(tookMs + SLACK_MS);
  const [first] = await segmentsOf(app);
  expect(rms(samples, first!.startMs, first!.endMs)).toBeGreaterThan(0.01);
});
