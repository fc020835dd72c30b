/**
 * How long after an utterance is its final text there? Plays utterances into the built app as its microphone would,
 * in real time, on one WASM thread.
 *
 *   node --import tsx bench/final-latency.ts SPEECH_DIR [COUNT]
 *
 * SPEECH_DIR/manifest.tsv: file, seconds, text. Takes the first COUNT (20) utterances of 4.5 to 5.5 s, with pauses
 * between. Two waits for each: from when the pause has ended the utterance, and from the last sound of speech.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../tools/build-if-stale';
import { listen } from './captions/listen';
import { quantile } from './captions/measures';
import type { Heard, Played } from './final-latency/page-hooks';

const SECONDS = [4.5, 5.5] as const;
/** The endpointer's: an utterance keeps 300 ms after its last loud frame, and ends 700 ms after it. */
const KEPT_TO_END_MS = 400;

interface Wait {
  readonly text: string;
  readonly fromEndMs: number;
  readonly fromSpeechMs: number;
}

function clipsOf(speechDir: string, count: number): string[] {
  const rows = readFileSync(join(speechDir, 'manifest.tsv'), 'utf8').trim().split('\n');
  return rows
    .map((row) => row.split('\t'))
    .filter(([, seconds]) => Number(seconds) >= SECONDS[0] && Number(seconds) <= SECONDS[1])
    .slice(0, count)
    .map(([file = '']) => join(speechDir, file));
}

/** @param streamStartMs the page's time when the first sample of the stream was captured. */
function waitsOf({ events, streamStartMs }: Heard, played: readonly Played[]): Wait[] {
  return played.map(({ lastSoundMs }) => {
    const inTime = ({ timeMs }: Heard['events'][number]): boolean => timeMs > lastSoundMs;
    const final = events.find((entry) => inTime(entry) && entry.event.type === 'final');
    const finalId = final?.event.type === 'final' ? final.event.segment.id : undefined;
    const ended = events.find(
      ({ event }) => event.type === 'partial' && event.partial.awaitingFinal && event.partial.id === finalId,
    );
    if (final?.event.type !== 'final' || ended?.event.type !== 'partial')
      throw new Error('an utterance has no final text');
    return {
      text: final.event.segment.text,
      fromEndMs: final.timeMs - (streamStartMs + ended.event.partial.endMs + KEPT_TO_END_MS),
      fromSpeechMs: final.timeMs - lastSoundMs,
    };
  });
}

function row(name: string, values: readonly number[]): string {
  return `| ${name} | ${quantile(values, 0.5).toFixed(0)} | ${quantile(values, 0.95).toFixed(0)} |`;
}

async function main(speechDir: string, count: number): Promise<void> {
  await buildIfStale();
  const clips = clipsOf(speechDir, count);
  const { heard, played } = await listen(clips);
  const waits = waitsOf(heard, played);
  for (const wait of waits)
    console.log(`${wait.fromEndMs.toFixed(0)} ${wait.fromSpeechMs.toFixed(0)} ${wait.text}`);
  console.log(
    `\n${String(waits.length)} utterances, load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}\n`,
  );
  console.log('| wait for the final text, ms | median | 95th percentile |\n| --- | --- | --- |');
  console.log(
    row(
      'from when the pause has ended the utterance',
      waits.map(({ fromEndMs }) => fromEndMs),
    ),
  );
  console.log(
    row(
      'from the last sound of speech',
      waits.map(({ fromSpeechMs }) => fromSpeechMs),
    ),
  );
}

const [speechDir, count = '20'] = process.argv.slice(2);
if (speechDir === undefined || !(Number(count) > 0)) {
  console.error('usage: final-latency.ts SPEECH_DIR [COUNT]');
  process.exitCode = 2;
} else {
  await main(speechDir, Number(count));
}
