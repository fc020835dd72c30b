import type { Word } from '../contract/transcript';
import type { HypothesisWord } from './acoustic-model';

/** Against a substitution's cost of 0 (same letters) to 1 (none shared): unlike words still pair up. */
const SKIP_COST = 0.7;
/** An unmatched word takes room from its neighbours rather than be shorter than this. */
const MIN_WORD_MS = 80;

export interface UtteranceTimes {
  /** What the student heard, in the order of time. */
  readonly timed: readonly Word[];
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Gives the second look's words the times of the student's: both are aligned by edit distance (Levenshtein
 * 1966) with a substitution's cost from the letters that differ. Words without a partner share the room
 * between their neighbours by their number of letters, and a neighbour's own where that is too narrow.
 *
 * @returns one timed word for each of `words`, monotone and within [startMs, endMs].
 */
export function alignWords(words: readonly HypothesisWord[], times: UtteranceTimes): Word[] {
  const partners = partnersOf(words, times.timed);
  const spans = partners.map((partner) => (partner === undefined ? undefined : times.timed[partner]));
  const timed: Word[] = [];
  for (let first = 0; first < words.length;) {
    const anchor = spans[first];
    const word = words[first];
    if (anchor !== undefined && word !== undefined) {
      timed.push({ ...plain(word), startMs: anchor.startMs, endMs: anchor.endMs });
      first += 1;
      continue;
    }
    let end = first;
    while (end < words.length && spans[end] === undefined) end += 1;
    const group: HypothesisWord[] = words.slice(first, end);
    let room = { startMs: timed.at(-1)?.endMs ?? times.startMs, endMs: spans[end]?.startMs ?? times.endMs };
    if (room.endMs - room.startMs < MIN_WORD_MS * group.length) {
      const before = timed.pop();
      if (before !== undefined) {
        group.unshift(before);
        room = { ...room, startMs: before.startMs };
      } else {
        group.push(...words.slice(end, end + 1));
        room = { ...room, endMs: spans[end]?.endMs ?? times.endMs };
        end += 1;
      }
    }
    timed.push(...spread(group, room));
    first = end;
  }
  return monotone(timed, times);
}

/** Divides a stretch of time among words by their number of letters. */
function spread(words: readonly HypothesisWord[], room: { startMs: number; endMs: number }): Word[] {
  const sizes = words.map(({ word }) => letters(word).length + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const roomMs = Math.max(0, room.endMs - room.startMs);
  let atMs = room.startMs;
  return words.map((word, index) => {
    const startMs = atMs;
    atMs += (roomMs * (sizes[index] ?? 0)) / total;
    return { ...plain(word), startMs, endMs: atMs };
  });
}

/** A word without a time. */
function plain({ word, confidence, alternatives }: HypothesisWord): Omit<Word, 'startMs' | 'endMs'> {
  return { word, confidence, ...(alternatives && { alternatives }) };
}

function monotone(words: readonly Word[], { startMs, endMs }: UtteranceTimes): Word[] {
  let atMs = startMs;
  return words.map((word) => {
    const wordStartMs = Math.min(Math.max(word.startMs, atMs), endMs);
    atMs = Math.min(Math.max(word.endMs, wordStartMs), endMs);
    return { ...word, startMs: wordStartMs, endMs: atMs };
  });
}

/** For each of `words`, the index of its partner in `others`. */
export function partnersOf(
  words: readonly Pick<Word, 'word'>[],
  others: readonly Pick<Word, 'word'>[],
): (number | undefined)[] {
  return align(
    words.map(({ word }) => letters(word)),
    others.map(({ word }) => letters(word)),
  );
}

/** For each of `left`, the index of its partner in `right`. */
function align(left: readonly string[], right: readonly string[]): (number | undefined)[] {
  const width = right.length + 1;
  const costs = new Float64Array((left.length + 1) * width);
  const at = (i: number, j: number): number => costs[i * width + j] ?? Infinity;
  const pairCost = (i: number, j: number): number => unlikeness(left[i - 1] ?? '', right[j - 1] ?? '');
  for (let i = 0; i <= left.length; i += 1) {
    for (let j = 0; j <= right.length; j += 1) {
      if (i === 0 || j === 0) costs[i * width + j] = (i + j) * SKIP_COST;
      else {
        const skip = Math.min(at(i - 1, j), at(i, j - 1)) + SKIP_COST;
        costs[i * width + j] = Math.min(skip, at(i - 1, j - 1) + pairCost(i, j));
      }
    }
  }
  const partners = new Array<number | undefined>(left.length).fill(undefined);
  for (let i = left.length, j = right.length; i > 0 && j > 0;) {
    if (at(i, j) === at(i - 1, j - 1) + pairCost(i, j)) {
      partners[i - 1] = j - 1;
      i -= 1;
      j -= 1;
    } else if (at(i, j) === at(i - 1, j) + SKIP_COST) i -= 1;
    else j -= 1;
  }
  return partners;
}

/** Levenshtein distance by letter over the longer word's length: 0 for the same letters, 1 for none shared. */
export function unlikeness(a: string, b: string): number {
  if (a === b) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 0) / Math.max(a.length, b.length);
}

/** Case and punctuation tell nothing about which words belong together. */
export function letters(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
