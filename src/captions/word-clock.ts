import type { Segment } from '../contract/transcript';
import { writtenWords } from './timed-words';

/** Words of one source are a little longer to the ear than to the model. */
const TAIL_MS = 150;

/** A line of a list, and a word of it, by their indices. */
export interface SpokenPlace {
  readonly line: number;
  readonly word: number;
}

/**
 * The word that is said at a time; null in a pause between lines. Inside a line the last word that has begun stands
 * until the next one.
 *
 * @param lines of one source, by start.
 */
export function wordAtTime(lines: readonly Segment[], timeMs: number): SpokenPlace | null {
  const line = lastBegun(lines, timeMs);
  const said = lines[line];
  if (said === undefined || timeMs > said.endMs + TAIL_MS) return null;
  // A word's own start may lie a little before that of its line.
  return { line, word: Math.max(0, lastBegun(writtenWords(said), timeMs)) };
}

/** Index of the last of them that has begun; -1 where none has. By bisection: it is asked at each frame of the screen. */
function lastBegun(items: readonly { readonly startMs: number }[], timeMs: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.startMs ?? 0) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
