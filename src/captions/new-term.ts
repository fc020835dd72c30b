import type { Transcript } from './transcript';

/** More words than this are a sentence, not a name. */
const MOST_WORDS = 4;
const OUTER_MARKS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const POSSESSIVE = /['’]s$/u;

/**
 * The name or term that a correction brought in, as one would list it: without the punctuation around it. Null where
 * only letter case or punctuation changed, or where it is too long for one.
 *
 * @param before what stood there.
 * @param written what stands there now.
 */
export function newTerm(before: string, written: string): string | null {
  const term = bare(written);
  if (!/\p{L}/u.test(term) || sameLetters(bare(before), term)) return null;
  return term.split(/\s+/u).length > MOST_WORDS ? null : term;
}

/**
 * Whether an engine has written a word by itself somewhere in a transcript: then it is a word that it knows. A name is
 * never taken for one, as it may be heard right once and wrong the next time.
 */
export function isKnownWord({ sources }: Transcript, term: string): boolean {
  if (term !== term.toLocaleLowerCase()) return false;
  return sources.some(({ track }) =>
    track.segments.some(({ text, heard }) =>
      (heard?.text ?? text).split(/\s+/u).some((word) => sameLetters(word, term)),
    ),
  );
}

/** Whether two texts differ by letter case and punctuation at most. */
export function sameLetters(a: string, b: string): boolean {
  return letters(a) === letters(b);
}

function bare(text: string): string {
  return text.replace(OUTER_MARKS, '').replace(POSSESSIVE, '').replaceAll(/\s+/gu, ' ');
}

function letters(text: string): string {
  return text.toLocaleLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
