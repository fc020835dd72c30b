import { bare } from '../../src/recognizer/agreed-words';
import type { HeardEvent } from '../final-latency/page-hooks';

/** A word of the reference and when it is spoken, from the start of its clip. */
export interface SpokenWord {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A text of one utterance as the page showed it. */
export interface Shown {
  readonly shownMs: number;
  readonly words: readonly string[];
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => bare(word) !== '');
}

/** Which words of the reference a text that stops anywhere has right. [reference] */
export function heardWords(reference: readonly string[], text: readonly string[]): boolean[] {
  return matchedWords(reference, text).map((match) => match !== undefined);
}

/**
 * Where a text that stops anywhere has each word of the reference, undefined where it has not: fewest edits, words behind
 * the text's end free of charge (Levenshtein). [reference]
 */
export function matchedWords(reference: readonly string[], text: readonly string[]): (number | undefined)[] {
  const costs = Array.from({ length: text.length + 1 }, (_, row) =>
    Array.from({ length: reference.length + 1 }, (_, column) => (row === 0 ? column : row)),
  );
  const at = (row: number, column: number): number => costs[row]?.[column] ?? Infinity;
  const same = (row: number, column: number): boolean =>
    bare(text[row - 1] ?? '') === bare(reference[column - 1] ?? '');
  for (let row = 1; row <= text.length; row += 1) {
    for (let column = 1; column <= reference.length; column += 1) {
      const replaced = at(row - 1, column - 1) + (same(row, column) ? 0 : 1);
      const line = costs[row];
      if (line !== undefined)
        line[column] = Math.min(replaced, at(row - 1, column) + 1, at(row, column - 1) + 1);
    }
  }
  let column = 0;
  for (let end = 1; end <= reference.length; end += 1)
    if (at(text.length, end) < at(text.length, column)) column = end;
  const matches = reference.map((): number | undefined => undefined);
  for (let row = text.length; row > 0 && column > 0;) {
    if (same(row, column) && at(row, column) === at(row - 1, column - 1)) {
      matches[column - 1] = row - 1;
      [row, column] = [row - 1, column - 1];
    } else if (at(row, column) === at(row - 1, column - 1) + 1) [row, column] = [row - 1, column - 1];
    else if (at(row, column) === at(row - 1, column) + 1) row -= 1;
    else column -= 1;
  }
  return matches;
}

/**
 * For each word of a clip, how long after its end it was first on the screen, in ms; undefined where no partial text had
 * it right. Negative where it was guessed before it was over.
 */
export function wordLagsMs(
  words: readonly SpokenWord[],
  clipStartMs: number,
  shown: readonly Shown[],
): (number | undefined)[] {
  const reference = words.map(({ word }) => word);
  const firstMs = reference.map(() => Infinity);
  for (const text of shown) {
    heardWords(reference, text.words).forEach((heard, index) => {
      if (heard) firstMs[index] = Math.min(firstMs[index] ?? Infinity, text.shownMs);
    });
  }
  return words.map(({ endMs }, index) => {
    const lagMs = (firstMs[index] ?? Infinity) - (clipStartMs + endMs);
    return Number.isFinite(lagMs) ? lagMs : undefined;
  });
}

export interface Flicker {
  /** Words that were shown, each counted anew whenever another takes its place. */
  readonly shown: number;
  /** Those that another word, or none, replaced before the utterance was over. */
  readonly changed: number;
}

/** @param same tells whether a word may count as unchanged. */
export function flickerOf(
  texts: readonly Shown[],
  same: (one: string, other: string) => boolean = (one, other) => bare(one) === bare(other),
): Flicker {
  let [shown, changed] = [0, 0];
  let before: readonly string[] = [];
  for (const { words } of texts) {
    before.forEach((word, index) => {
      const now = words[index];
      if (now === undefined || !same(word, now)) changed += 1;
    });
    words.forEach((word, index) => {
      const then = before[index];
      if (then === undefined || !same(then, word)) shown += 1;
    });
    before = words;
  }
  return { shown, changed };
}

/** Texts of each utterance while it was spoken, by its id. */
export function partialsOf(events: readonly HeardEvent[]): Map<number, Shown[]> {
  const byId = new Map<number, Shown[]>();
  for (const { event, shownMs } of events) {
    if (event.type !== 'partial' || event.partial.awaitingFinal) continue;
    const { id, text } = event.partial;
    const texts = byId.get(id) ?? [];
    texts.push({ shownMs, words: wordsOf(text) });
    byId.set(id, texts);
  }
  return byId;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Lines of a histogram; one # is about one part in a hundred. */
export function histogram(values: readonly number[], stepMs: number): string {
  const bins = new Map<number, number>();
  for (const value of values) {
    const bin = Math.floor(value / stepMs);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const [first, last] = [Math.min(...bins.keys()), Math.max(...bins.keys())];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const count = bins.get(first + index) ?? 0;
    const from = String((first + index) * stepMs).padStart(6);
    return `${from} ms ${'#'.repeat(Math.round((100 * count) / values.length))} ${String(count)}`;
  }).join('\n');
}
