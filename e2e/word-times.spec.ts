import { writeLongRecording } from '../bench/files/long-recording';
import type { Word } from '../src/contract/transcript';
import { fixture } from './fixtures';
import { readWav } from './made-wav';
import { expect, test } from './test';

/** When microphone.wav's two sentences are spoken: where it is louder than -45 dB. */
const SPOKEN_MS = [
  [1000, 6080],
  [8270, 11_240],
] as const;
const NEAR_MS = 200;
const HOURS = 30 / 3600;

test('words of a file have their times, over the joins of its segments too, and silence has none', async ({
  app,
}, testInfo) => {
  const path = testInfo.outputPath('said-again.wav');
  const { rateHz, channels } = readWav(fixture('microphone.wav'));
  const onceMs = (1000 * (channels[0]?.length ?? 0)) / rateHz;
  const lengthMs = writeLongRecording(fixture('microphone.wav'), path, HOURS);
  const spoken = Array.from({ length: Math.round(lengthMs / onceMs) }, (_, time) =>
    SPOKEN_MS.map(([startMs, endMs]) => [time * onceMs + startMs, time * onceMs + endMs] as const),
  ).flat();
  expect(spoken.length).toBeGreaterThan(4);
  await app.open();
  await app.chooseFiles(path);
  await app.finishedText();
  const { segments } = JSON.parse((await app.download('json')).text) as { segments: { words: Word[] }[] };
  expect(segments.length).toBeGreaterThan(1);
  const words = segments.flatMap((segment) => segment.words);

  for (const [startMs, endMs] of spoken) {
    const said = words.filter((word) => word.endMs > startMs && word.startMs < endMs);
    expect(Math.abs(said[0]!.startMs - startMs), said[0]!.word).toBeLessThan(NEAR_MS);
    expect(Math.abs(said.at(-1)!.endMs - endMs), said.at(-1)!.word).toBeLessThan(NEAR_MS);
  }
  const stray = words.filter(
    (word) => !spoken.some(([startMs, endMs]) => word.endMs > startMs && word.startMs < endMs),
  );
  expect(stray).toEqual([]);
});
