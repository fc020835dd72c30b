import type { Page, Worker } from 'playwright/test';
import type { Outcome } from '../src/contract/errors';
import type { TranscribeResult } from '../src/contract/recognizer-api';
import { SEGMENT_WORKER_NAME } from '../src/contract/segment-worker-api';
import { writeLongRecording } from '../bench/files/long-recording';
import { fixture } from './fixtures';
import { textOf } from './tabscribe-page';
import { expect, test } from './test';
import { wordsOf } from './words';

/** Some segments for each of two workers. */
const HOURS = 0.9 / 60;

/** Transcribes a file that is too long to be handed over as text. */
async function transcribe(page: Page, path: string, workers: number): Promise<Outcome<TranscribeResult>> {
  const input = page.locator('#test-file');
  if ((await input.count()) === 0) {
    await page.evaluate(() => {
      const made = document.body.appendChild(document.createElement('input'));
      Object.assign(made, { type: 'file', id: 'test-file' });
    });
  }
  await input.setInputFiles(path);
  return input.evaluate(async (element: HTMLInputElement, count) => {
    const file = element.files?.[0];
    if (file === undefined || window.tabscribe === undefined) throw new Error('nothing to transcribe');
    return window.tabscribe.transcribe(file, 'file', { provider: 'wasm', workers: count });
  }, workers);
}

function writtenIn(outcome: Outcome<TranscribeResult>) {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value.segments.map(({ id: _, ...segment }) => segment);
}

/** Ends itself as soon as it has begun its first segment; that is told to nobody. */
async function endAtFirstSegment(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    addEventListener('message', ({ data }: MessageEvent<{ path?: string[] } | null>) => {
      if (data?.path?.[0] === 'write') close();
    });
  });
}

test('two workers write a file as the recognizer alone does, and one that ends in the middle costs nothing', async ({
  app,
  page,
}, testInfo) => {
  const path = testInfo.outputPath('long.wav');
  writeLongRecording(fixture('microphone.wav'), path, HOURS);
  await app.open();
  const alone = await transcribe(page, path, 1);
  expect(wordsOf(textOf(alone)).length).toBeGreaterThan(40);
  expect(alone).toMatchObject({ value: { workers: 0 } });

  const started: Worker[] = [];
  let ended = 0;
  page.on('worker', (worker) => {
    void worker
      .evaluate(() => self.name)
      .then(async (name) => {
        if (name !== SEGMENT_WORKER_NAME || started.push(worker) > 1) return;
        worker.on('close', () => (ended += 1));
        await endAtFirstSegment(worker);
      });
  });
  const shared = await transcribe(page, path, 2);
  expect(ended).toBe(1);
  // The other one, and perhaps a third that took the place of the one that ended.
  expect(shared.ok && shared.value.workers).toBeGreaterThan(0);
  expect(writtenIn(shared)).toEqual(writtenIn(alone));
});
