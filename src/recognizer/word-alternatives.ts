import type { Word } from '../contract/transcript';
import { letters, partnersOf } from './word-alignment';

const MOST_ALTERNATIVES = 5;
/** More words than this in the place of one are another sentence. */
const MOST_HEARD_WORDS = 3;
const OUTER_MARKS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** The word with more alternatives behind those that it has: none twice, and none that is the word itself. */
export function withAlternatives<T extends Pick<Word, 'word' | 'alternatives'>>(
  word: T,
  more: readonly string[] = [],
): T {
  const known = new Set([keyOf(word.word)]);
  const alternatives: string[] = [];
  for (const other of [...(word.alternatives ?? []), ...more]) {
    const bare = other.replace(OUTER_MARKS, '');
    if (bare === '' || known.has(keyOf(bare))) continue;
    known.add(keyOf(bare));
    alternatives.push(bare);
  }
  return alternatives.length === 0
    ? word
    : { ...word, alternatives: alternatives.slice(0, MOST_ALTERNATIVES) };
}

/**
 * Adds what the student heard where the second look wrote something else: one word, or some that lie between those on
 * which both agree.
 */
export function withHeardWords(words: readonly Word[], heard: readonly Word[]): Word[] {
  const partners = partnersOf(words, heard);
  return words.map((word, index) => {
    const before = index === 0 ? -1 : partners[index - 1];
    const after = index === words.length - 1 ? heard.length : partners[index + 1];
    const same = heard[partners[index] ?? -1];
    if (same === undefined || letters(same.word) === letters(word.word)) return word;
    const between = before === undefined || after === undefined ? [] : heard.slice(before + 1, after);
    const phrases = [between, [same]]
      .filter(({ length }) => length > 0 && length <= MOST_HEARD_WORDS)
      .map((phrase) => phrase.map((item) => item.word.replace(OUTER_MARKS, '')).join(' '));
    return withAlternatives(word, phrases);
  });
}

/** "a part" is not "apart", but "Apart," is. */
function keyOf(words: string): string {
  return words.split(/\s+/u).map(letters).join(' ');
}
