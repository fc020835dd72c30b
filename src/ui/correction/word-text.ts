import type { WordPlace } from '../../captions/correction';
import { writtenWords } from '../../captions/timed-words';
import type { Segment } from '../../contract/transcript';

const LETTERS = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;

export function wordsIn(line: Segment, { from, to }: Pick<WordPlace, 'from' | 'to'>): string {
  return writtenWords(line)
    .slice(from, to)
    .map(({ word }) => word)
    .join(' ');
}

export function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}

/** What else the models thought of in the place of one word, as it would stand there; nothing for several words. */
export function alternativesOf(
  line: Segment,
  { from, to }: Pick<WordPlace, 'from' | 'to'>,
): readonly string[] {
  const word = writtenWords(line)[from];
  if (word?.alternatives === undefined || to - from !== 1) return [];
  return word.alternatives.map((alternative) => inPlaceOf(word.word, alternative));
}

/** Words with the marks around them, and the capital, of those whose place they take. */
export function inPlaceOf(text: string, words: string): string {
  const letters = LETTERS.exec(text);
  if (letters === null) return words;
  const { 0: before, index } = letters;
  const isHigh = /^\p{Lu}/u.test(before);
  const written = isHigh ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  return text.slice(0, index) + written + text.slice(index + before.length);
}
