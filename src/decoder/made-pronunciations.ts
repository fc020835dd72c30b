import type { PronunciationTable } from './word-lexicon';

export interface Pronunciation {
  readonly word: number;
  readonly phonemes: readonly number[];
  readonly logProbability: number;
}

/** A lexicon's table, for tests. */
export function tableOf(list: readonly Pronunciation[]): PronunciationTable {
  const ends = list.map((_, index) =>
    list.slice(0, index + 1).reduce((sum, { phonemes }) => sum + phonemes.length, 0),
  );
  return {
    words: Uint16Array.from(list, ({ word }) => word),
    offsets: Uint32Array.of(0, ...ends),
    sounds: Uint8Array.from(list.flatMap(({ phonemes }) => phonemes)),
    logProbabilities: Float32Array.from(list, ({ logProbability }) => logProbability),
  };
}
