import type { Word } from '../contract/transcript';
import type { PhonemeScores } from '../decoder/word-search';
import { withAlternatives } from './word-alternatives';
import type { Vocabulary } from './word-file';

/** Of words that are surer nobody is asked. */
const UNSURE_BELOW = 0.6;
const MOST_WORDS = 5;

/**
 * Adds to each unsure word those that sound most like what was heard in its place.
 *
 * @param startMs where the first row of the scores lies in the stream or file.
 */
export function withNearWords(
  words: readonly Word[],
  scores: PhonemeScores,
  { search, words: names }: Vocabulary,
  startMs: number,
): Word[] {
  const { phonemes, frameMs } = scores;
  return words.map((word) => {
    const from = Math.max(0, Math.round((word.startMs - startMs) / frameMs));
    const to = Math.min(scores.frames, Math.round((word.endMs - startMs) / frameMs));
    if (word.confidence >= UNSURE_BELOW || to <= from) return word;
    const data = scores.data.subarray(from * phonemes, to * phonemes);
    const near = search.nearest({ ...scores, frames: to - from, data }, MOST_WORDS + 1);
    return withAlternatives(
      word,
      near.map((id) => names[id] ?? ''),
    );
  });
}
