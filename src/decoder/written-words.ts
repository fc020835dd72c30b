import type { Word } from '../contract/transcript';
import { UNKNOWN_WORD } from './word-lexicon';
import type { FoundWord } from './word-beam';

/** A phoneme spikes near its start and sounds on for about this long. */
const SPIKE_TAIL_MS = 80;
const PUNCTUATION = /[.,?!;:]+$/;
const SENTENCE_END = /[.?!]$/;

export interface FoundTiming {
  /** Milliseconds of audio under one frame of the search. */
  readonly frameMs: number;
  /** Where frame 0 lies in the stream or file. */
  readonly offsetMs: number;
  /** No word ends after this place in the stream or file. */
  readonly limitMs: number;
}

/**
 * Writes found words with times. What the search does not know comes from the speller's words at the same time:
 * punctuation, capitals where sentences begin, and the letters of unknown words.
 *
 * @param names words by id.
 * @param spelled the speller's words of the same audio, in the order of time.
 */
export function writtenWords(
  found: readonly FoundWord[],
  names: readonly string[],
  spelled: readonly Word[],
  { frameMs, offsetMs, limitMs }: FoundTiming,
): Word[] {
  const timed = found.map(({ firstFrame, lastFrame, confidence }, index) => {
    const startMs = Math.min(offsetMs + firstFrame * frameMs, limitMs);
    const next = found[index + 1];
    const boundMs = next === undefined ? limitMs : offsetMs + next.firstFrame * frameMs;
    const endMs = Math.min(offsetMs + (lastFrame + 1) * frameMs + SPIKE_TAIL_MS, boundMs, limitMs);
    return { startMs, endMs: Math.max(startMs, endMs), confidence };
  });
  const partners = partnersOf(spelled, timed);
  const words: Word[] = [];
  for (const [index, times] of timed.entries()) {
    const id = found[index]?.word ?? UNKNOWN_WORD;
    const speller = partners[index] ?? [];
    const letters =
      id === UNKNOWN_WORD
        ? speller.map(({ word }) => word.replace(PUNCTUATION, '')).join(' ')
        : (names[id] ?? '');
    if (letters === '') continue;
    const before = words.at(-1);
    const begins = before === undefined ? startsHigh(speller[0]?.word ?? '') : SENTENCE_END.test(before.word);
    const mark = PUNCTUATION.exec(speller.at(-1)?.word ?? '')?.[0] ?? '';
    words.push({ word: (begins ? capitalised(letters) : letters) + mark, ...times });
  }
  return words;
}

/** For each found word the speller's words that sound most at its time. */
function partnersOf(
  spelled: readonly Word[],
  timed: readonly { startMs: number; endMs: number }[],
): Word[][] {
  const partners = timed.map((): Word[] => []);
  for (const word of spelled) {
    let best = -1;
    let most = -Infinity;
    for (const [index, { startMs, endMs }] of timed.entries()) {
      // Less than nothing is the distance between the two.
      const sharedMs = Math.min(word.endMs, endMs) - Math.max(word.startMs, startMs);
      if (sharedMs > most) [best, most] = [index, sharedMs];
    }
    partners[best]?.push(word);
  }
  return partners;
}

function startsHigh(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
