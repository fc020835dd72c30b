import type { Hypothesis } from './acoustic-model';

/** Faster than people speak. */
const MAX_WORDS_PER_SECOND = 6;
/** Below one second a rate says little. */
const MIN_RATED_SECONDS = 1;
/** How many more words than the student the second look may write: so many times as many, and some. */
const MAX_WORD_RATIO = 2;
const MAX_EXTRA_WORDS = 4;
/** A phrase of up to so many words, so often in a row, is a loop of the decoder. */
const MAX_PHRASE_WORDS = 8;
const MAX_REPEATS = 4;
/** "No, no, no, no" is speech: a loop is longer. */
const MIN_LOOP_WORDS = 8;
/** Times of subtitles, which models have seen beside speech. */
const SUBTITLE_TIME = /\d\d:\d\d:\d\d[.,]\d{3}/u;
/** Notes of music and the like are no words. */
const SPELT = /[\p{L}\p{N}]/u;

/**
 * Why an engine's text is not believed to come from the audio: engines that write freely go on where there is
 * no speech, or in circles.
 *
 * @param studentWords words that the student heard in the same audio.
 * @returns undefined where there is nothing against it.
 */
export function inventedTextReason(
  { text, words }: Hypothesis,
  studentWords: number,
  durationMs: number,
): string | undefined {
  const seconds = Math.max(durationMs / 1000, MIN_RATED_SECONDS);
  if (words.length > MAX_WORDS_PER_SECOND * seconds) return 'more words than fit into the audio';
  if (words.length > MAX_WORD_RATIO * studentWords + MAX_EXTRA_WORDS) return 'far more words than were heard';
  if (!SPELT.test(text)) return 'no word in it';
  if (SUBTITLE_TIME.test(text)) return 'times of subtitles in it';
  if (hasLoop(words.map(({ word }) => word.toLowerCase()))) return 'a phrase repeated over and over';
  return undefined;
}

function hasLoop(words: readonly string[]): boolean {
  for (let phrase = 1; phrase <= MAX_PHRASE_WORDS; phrase += 1) {
    let matched = 0;
    for (let index = phrase; index < words.length; index += 1) {
      matched = words[index] === words[index - phrase] ? matched + 1 : 0;
      if (matched + phrase >= Math.max(phrase * MAX_REPEATS, MIN_LOOP_WORDS)) return true;
    }
  }
  return false;
}
