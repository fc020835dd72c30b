import type { Word } from '../contract/transcript';

/** Marks of so many last words depend on what is yet to be said. */
const LATE_WORDS = 3;
const MARKS = /[.,?!;:]+$/;
const ENDS_SENTENCE = /[.?!]/;
/** "I", "I'm": capital wherever it stands. */
const FIRST_PERSON = /^I\b/;

/**
 * Leaves out the marks of the last words of a sentence that goes on, and the capitals that come of them: most of them
 * would be taken back with the next word.
 */
export function withoutLateMarks(words: readonly Word[]): readonly Word[] {
  const firstLate = words.length - LATE_WORDS;
  return words.map((entry, at) => {
    const before = at > firstLate ? words[at - 1]?.word : undefined;
    const mark = before?.match(MARKS)?.[0] ?? '';
    let { word } = entry;
    if (ENDS_SENTENCE.test(mark) && !FIRST_PERSON.test(word))
      word = word.charAt(0).toLowerCase() + word.slice(1);
    if (at >= firstLate) word = word.replace(MARKS, '');
    return word === entry.word ? entry : { ...entry, word };
  });
}
