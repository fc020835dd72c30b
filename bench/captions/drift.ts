import { bare } from '../../src/recognizer/agreed-words';
import type { Segment } from '../../src/contract/transcript';
import { quantile, type SpokenWord } from './measures';

const MINUTE_MS = 60_000;
const DRIFT_MINUTES = 5;
/** Far more than any drift that could be, far less than until the clip comes again. */
const MOST_OFF_MS = 30_000;

/** A final text, and when it came. */
export interface Arrived {
  readonly timeMs: number;
  readonly segment: Segment;
}

/** Tells for each five minutes how far the times of captions are off, against the first five. */
export function reportDrift(
  spoken: readonly SpokenWord[],
  finals: readonly Arrived[],
  minutes: number,
): void {
  const written = finals
    .flatMap(({ segment }) => segment.words)
    .map(({ word, startMs }) => ({ word: bare(word), startMs }));
  const found = spoken.flatMap(({ word, startMs }) => {
    const offsets = written.filter((other) => other.word === word).map((other) => other.startMs - startMs);
    const ms = offsets.reduce(
      (best, offset) => (Math.abs(offset) < Math.abs(best) ? offset : best),
      Infinity,
    );
    return Math.abs(ms) < MOST_OFF_MS ? [{ minute: startMs / MINUTE_MS, ms }] : [];
  });
  const arrived = finals.map(({ timeMs, segment: { endMs } }) => ({
    minute: endMs / MINUTE_MS,
    ms: timeMs - endMs,
  }));
  const within = (offsets: typeof found, from: number): number[] =>
    offsets.filter(({ minute }) => minute >= from && minute < from + DRIFT_MINUTES).map(({ ms }) => ms);
  const [shiftMs, delayMs] = [quantile(within(found, 0), 0.5), quantile(within(arrived, 0), 0.5)];
  console.log(
    '\n| minutes | words | against the sound, median, ms | against the clock, median, ms |\n| --- | --- | --- | --- |',
  );
  for (let from = 0; from < minutes; from += DRIFT_MINUTES) {
    const offsets = within(found, from);
    const name = `${String(from)} to ${String(from + DRIFT_MINUTES)}`;
    const [bySound, byClock] = [
      quantile(offsets, 0.5) - shiftMs,
      delayMs - quantile(within(arrived, from), 0.5),
    ];
    console.log(`| ${name} | ${String(offsets.length)} | ${bySound.toFixed(0)} | ${byClock.toFixed(0)} |`);
  }
}
