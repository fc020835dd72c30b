import type { FoundWord } from './word-beam';

/** Words with such a pause before and after are alone. */
const LONE_PAUSE_MS = 1000;
/** So many words may be noise; more of them in a row are speech. */
const MOST_WORDS = 2;
/** Of clear speech no utterance of the dev set is below 0.78 on average. */
const LEAST_CONFIDENCE = 0.75;

/** From the first sound to the last: a knock makes one sound, and one sound can be a word ("I", "oh"). */
const LEAST_SPAN_MS = 120;

/**
 * Leaves out one word or two that stand alone and were hardly heard or are one sound: clatter makes phonemes, and the
 * search makes words of them.
 *
 * @param frameMs milliseconds of audio under one frame of the search.
 */
export function withoutDoubtfulLoneWords(words: readonly FoundWord[], frameMs: number): FoundWord[] {
  const groups: FoundWord[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (before !== undefined && (word.firstFrame - before.lastFrame) * frameMs < LONE_PAUSE_MS)
      group?.push(word);
    else groups.push([word]);
  }
  return groups.filter((group) => group.length > MOST_WORDS || isSpeech(group, frameMs)).flat();
}

function isSpeech(group: readonly FoundWord[], frameMs: number): boolean {
  const frames = (group.at(-1)?.lastFrame ?? 0) - (group[0]?.firstFrame ?? 0) + 1;
  return frames * frameMs >= LEAST_SPAN_MS && meanOf(group) >= LEAST_CONFIDENCE;
}

function meanOf(words: readonly FoundWord[]): number {
  return words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length;
}
