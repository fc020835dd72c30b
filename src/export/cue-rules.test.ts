import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUE_GAP_MS, LEAST_SHOWN_MS, MAX_COLUMNS_PER_SECOND, MAX_CUE_MS, MIN_CUE_MS } from './cue-times';
import { cues, columnsIn, type Cue } from './cues';
import { spoken } from './exporter-suite';
import { someSegments } from './random-segments-suite';
import { columnsOf, MAX_DENSE_LINE_COLUMNS, MAX_LINE_COLUMNS, MAX_LINES } from './text-width';
import { lineText, timedTokens, type TimedToken } from './timed-tokens';

/** Few enough for a busy machine. */
const RUNS = 100;
const PREFIX = 'Somebody: ';
/** What the rules have to be excused by: when a cue's words were said. */
const saidAt = ({ lines }: Cue): number =>
  Math.round(Math.min(...lines.flat().map(({ startMs }) => startMs)));
const saidUntil = ({ lines }: Cue): number => Math.round(Math.max(...lines.flat().map(({ endMs }) => endMs)));

/** Each cue with the one behind it. */
function eachPair(all: readonly Cue[], check: (cue: Cue, next: Cue | undefined) => void): void {
  all.forEach((cue, index) => {
    check(cue, all[index + 1]);
  });
}

function holds(check: (all: readonly Cue[]) => void): void {
  fc.assert(
    fc.property(someSegments, (segments) => {
      check(cues(segments, () => PREFIX));
    }),
    { numRuns: RUNS },
  );
}

describe('the cues of any segments', () => {
  it('have all words, in order, once, and split none', () => {
    fc.assert(
      fc.property(someSegments, (segments) => {
        const key = ({ text, startMs, endMs }: TimedToken): string => JSON.stringify([text, startMs, endMs]);
        const shown = cues(segments).flatMap(({ lines }) => lines.flat());
        const tokens = segments.flatMap((segment) => timedTokens(segment));
        expect(shown.map(key).sort()).toEqual(tokens.map(key).sort());
        for (const segment of segments) {
          const own = timedTokens(segment);
          expect(lineText(own)).toBe(segment.text);
          // In order: a cue's tokens are a run of the segment's.
          const from = cues([segment]).flatMap(({ lines }) => lines.flat());
          expect(lineText(from)).toBe(segment.text);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('have at most two lines of 42 columns, but for a word that is longer alone', () => {
    holds((all) => {
      for (const { lines, source } of all) {
        expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
        lines.forEach((line, index) => {
          const prefix = index === 0 && source !== undefined ? PREFIX : '';
          const columns = columnsOf(prefix + lineText(line));
          const limit = lines.flat().some(({ dense }) => dense) ? MAX_DENSE_LINE_COLUMNS : MAX_LINE_COLUMNS;
          if (columns > limit) expect([lines.length, line.length]).toEqual([1, 1]);
        });
      }
    });
  });

  it('grow in time and leave a gap', () => {
    holds((all) => {
      eachPair(all, (cue, next) => {
        expect(cue.startMs).toBeGreaterThanOrEqual(saidAt(cue));
        if (next === undefined) return;
        const isLate = next.startMs - saidAt(next) >= LEAST_SHOWN_MS;
        expect(next.startMs).toBeGreaterThanOrEqual(cue.endMs + (isLate ? 0 : CUE_GAP_MS));
      });
    });
  });

  it('stay for seven seconds at most, and for one at least or until the next is said', () => {
    holds((all) => {
      eachPair(all, (cue, next) => {
        const shownMs = cue.endMs - cue.startMs;
        expect(shownMs).toBeLessThanOrEqual(MAX_CUE_MS);
        expect(shownMs).toBeGreaterThanOrEqual(Math.max(1, LEAST_SHOWN_MS - (cue.startMs - saidAt(cue))));
        const forced = next !== undefined && saidAt(next) - CUE_GAP_MS <= cue.endMs;
        if (!forced) expect(shownMs).toBeGreaterThanOrEqual(MIN_CUE_MS);
      });
    });
  });

  it('leave time to read, and to be said, where the next does not begin and seven seconds are not over', () => {
    holds((all) => {
      eachPair(all, (cue, next) => {
        const shownMs = cue.endMs - cue.startMs;
        if (shownMs === MAX_CUE_MS || (next !== undefined && saidAt(next) - CUE_GAP_MS <= cue.endMs)) return;
        expect(columnsIn(cue.lines) / (shownMs / 1000)).toBeLessThanOrEqual(MAX_COLUMNS_PER_SECOND);
        expect(cue.endMs).toBeGreaterThanOrEqual(saidUntil(cue));
      });
    });
  });

  it('are never much later than what they say, however dense the speech', () => {
    // A millisecond more for each that was said at the very same time.
    holds((all) => {
      for (const cue of all) {
        expect(cue.startMs - saidAt(cue)).toBeLessThanOrEqual(LEAST_SHOWN_MS + CUE_GAP_MS + all.length);
      }
    });
    const dense = Array.from({ length: 1000 }, (_, id) => spoken('word', id * 300, id * 300 + 290, id));
    for (const cue of cues(dense)) {
      expect(cue.startMs - saidAt(cue)).toBeLessThanOrEqual(LEAST_SHOWN_MS + CUE_GAP_MS);
    }
  });

  it('do not hold words said more than seven seconds apart', () => {
    holds((all) => {
      for (const cue of all) {
        if (cue.lines.flat().length > 1)
          expect(saidUntil(cue) - saidAt(cue)).toBeLessThanOrEqual(MAX_CUE_MS + 1);
      }
    });
  });
});
