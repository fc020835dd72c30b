/**
 * How late are captions, and how often do they change? Plays utterances into the built app as its microphone would, in
 * real time, on one WASM thread, and measures
 *
 * - from the end of each word in the sound to its being on the screen as partial text,
 * - from the last word of an utterance to its final text on the screen,
 * - how many of the shown words were changed while the utterance was spoken.
 *
 *   npm run bench -- captions DIR [COUNT] [quick|balanced|steady]
 *
 * DIR is what bench/captions/align_words.py writes. COUNT utterances, all where absent; at this pace, balanced where absent.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../../tools/build-if-stale';
import type { Played } from '../final-latency/page-hooks';
import { listen, type Listened } from './listen';
import {
  flickerOf,
  histogram,
  partialsOf,
  quantile,
  wordLagsMs,
  type Shown,
  type SpokenWord,
} from './measures';

const HISTOGRAM_STEP_MS = 100;
const PACES = ['quick', 'balanced', 'steady'] as const;

interface Clip {
  readonly file: string;
  readonly words: readonly SpokenWord[];
}

/** What was shown of one clip. */
interface Figures {
  readonly lagsMs: readonly (number | undefined)[];
  readonly finalLagMs: number | undefined;
}

function figuresOf({ words }: Clip, played: Played, next: Played | undefined, { heard }: Listened): Figures {
  const ofClip = heard.events.filter(
    ({ timeMs }) => timeMs >= played.startMs && timeMs < (next?.startMs ?? Infinity),
  );
  const shown: Shown[] = [...partialsOf(ofClip).values()].reduce<Shown[]>((all, texts) => {
    // A clip may hold more than one utterance: what comes later stands behind what stood at the end of the one before.
    const before = all.at(-1)?.words ?? [];
    return [...all, ...texts.map((text) => ({ ...text, words: [...before, ...text.words] }))];
  }, []);
  const final = ofClip.findLast(({ event }) => event.type === 'final');
  const speechEndMs = played.startMs + (words.at(-1)?.endMs ?? 0);
  return {
    lagsMs: wordLagsMs(words, played.startMs, shown),
    finalLagMs: final && final.shownMs - speechEndMs,
  };
}

function row(name: string, values: readonly number[]): string {
  const cells = [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(0));
  return `| ${name} | ${cells.join(' | ')} |`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function report(clips: readonly Clip[], listened: Listened): void {
  const figures = clips.flatMap((clip, index) => {
    const played = listened.played[index];
    return played === undefined ? [] : [figuresOf(clip, played, listened.played[index + 1], listened)];
  });
  const words = figures.flatMap(({ lagsMs }) => lagsMs);
  const lagsMs = words.filter((lagMs) => lagMs !== undefined);
  const finalLagsMs = figures.map(({ finalLagMs }) => finalLagMs).filter((lagMs) => lagMs !== undefined);
  const partials = [...partialsOf(listened.heard.events).values()];
  const sum = (exact: boolean) =>
    partials
      .map((texts) => (exact ? flickerOf(texts, (one, other) => one === other) : flickerOf(texts)))
      .reduce((total, { shown, changed }) => ({
        shown: total.shown + shown,
        changed: total.changed + changed,
      }));
  const [flicker, exact] = [sum(false), sum(true)];
  console.log(`${histogram(lagsMs, HISTOGRAM_STEP_MS)}\n`);
  console.log(
    `${String(figures.length)} utterances, ${String(words.length)} words, of which partial text had ` +
      `${percent(lagsMs.length, words.length)} right; load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}\n`,
  );
  console.log('| ms | median | 95th percentile | most |\n| --- | --- | --- | --- |');
  console.log(row('from the end of a word to its partial text', lagsMs));
  console.log(row('from the last word of an utterance to its final text', finalLagsMs));
  console.log(
    `\nFlicker: ${percent(flicker.changed, flicker.shown)} of ${String(flicker.shown)} shown words were changed; ` +
      `${percent(exact.changed, exact.shown)} with capitals and marks`,
  );
}

/** @param given arguments of the command line. */
export async function captions([dir, count, chosen = 'balanced']: readonly string[]): Promise<void> {
  const pace = PACES.find((name) => name === chosen);
  if (dir === undefined || pace === undefined || (count !== undefined && !(Number(count) > 0)))
    throw new Error('usage: npm run bench -- captions DIR [COUNT] [quick|balanced|steady]');
  await buildIfStale();
  const times = JSON.parse(readFileSync(join(dir, 'word-times.json'), 'utf8')) as Clip[];
  const clips = times.slice(0, count === undefined ? undefined : Number(count));
  report(
    clips,
    await listen(
      clips.map(({ file }) => join(dir, file)),
      { pace },
    ),
  );
}
