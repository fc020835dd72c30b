import { WordLexicon, type PronunciationTable } from '../decoder/word-lexicon';
import type { PersonalTerm } from '../decoder/personal-words';
import { WordModel } from '../decoder/word-model';
import { WordSearch, type SearchOptions } from '../decoder/word-search';

/** The words that a student may write, and how to look for them in its phonemes. */
export interface Vocabulary {
  /** By id, as written inside a sentence. */
  readonly words: readonly string[];
  /** Classes of the phoneme scores, the blank included. */
  readonly phonemes: number;
  readonly search: WordSearch;
  /** What the search is made of, for another with more words. */
  readonly parts?: SearchParts;
  /** The person's own words, where there are any. */
  readonly personal?: PersonalWords;
}

export interface SearchParts {
  readonly lexicon: WordLexicon;
  readonly model: WordModel;
  readonly options: SearchOptions;
  /** How each word sounds, by the word in lower case. */
  waysByWord(): ReadonlyMap<string, readonly (readonly number[])[]>;
}

/** Words that a person listed, and what else it takes to weigh them against others. */
export interface PersonalWords {
  readonly terms: readonly PersonalTerm[];
  /** Whether it is a word of the file. */
  isCommon(word: string): boolean;
  /** How any word may sound; nothing where that cannot be told. Throws what the runtime throws. */
  waysOf(word: string): Promise<readonly (readonly number[])[]>;
}

interface Header {
  readonly schema: 1;
  readonly words: readonly string[];
  readonly phonemes: number;
  readonly pronunciations: number;
  /** Phonemes of all pronunciations together. */
  readonly sounds: number;
  readonly pairs: number;
  readonly triples: number;
  readonly steps: number;
  readonly search: SearchOptions;
}

const ALIGNMENT = 4;

/**
 * Reads the file that `training/stt/word_file.py` writes: the length of a JSON header, the header, and arrays in
 * little-endian order, each from a multiple of ALIGNMENT bytes.
 *
 * @throws RangeError or SyntaxError where it is another kind of file.
 */
export function parseWordFile(file: Uint8Array): Vocabulary {
  const bytes = file.slice().buffer;
  const headerBytes = new DataView(bytes).getUint32(0, true);
  const header = JSON.parse(
    new TextDecoder().decode(new Uint8Array(bytes, ALIGNMENT, headerBytes)),
  ) as Header;
  const { words, phonemes, pronunciations, sounds, pairs, triples, steps, search } = header;
  let at = ALIGNMENT + headerBytes;
  const from = (size: number): number => {
    const place = Math.ceil(at / ALIGNMENT) * ALIGNMENT;
    at = place + size;
    return place;
  };
  const uint8 = (count: number): Uint8Array => new Uint8Array(bytes, from(count), count);
  const uint16 = (count: number): Uint16Array => new Uint16Array(bytes, from(2 * count), count);
  const uint32 = (count: number): Uint32Array => new Uint32Array(bytes, from(4 * count), count);
  const table: PronunciationTable = {
    words: uint16(pronunciations),
    logProbabilities: new Float32Array(uint8(pronunciations)).map((cost) => -cost / steps),
    offsets: offsetsOf(uint8(pronunciations)),
    sounds: uint8(sounds),
  };
  const model = new WordModel({
    steps,
    unigrams: uint8(words.length),
    unigramBackoffs: uint8(words.length),
    pairOffsets: uint32(words.length + 1),
    pairWords: uint16(pairs),
    pairs: uint8(pairs),
    pairBackoffs: uint8(pairs),
    tripleOffsets: offsetsOf(uint16(pairs)),
    tripleWords: uint16(triples),
    triples: uint8(triples),
  });
  const lexicon = new WordLexicon(table, phonemes, (word) => model.unigram(word));
  const waysByWord = (): Map<string, number[][]> => {
    const ways = new Map<string, number[][]>();
    for (const [index, word] of table.words.entries()) {
      const key = (words[word] ?? '').toLowerCase();
      const way = table.sounds.subarray(table.offsets[index], table.offsets[index + 1]);
      ways.set(key, [...(ways.get(key) ?? []), [...way]]);
    }
    return ways;
  };
  const parts = { lexicon, model, options: search, waysByWord };
  return { words, phonemes, search: new WordSearch(lexicon, model, search), parts };
}

/** Where each part begins, from how long each is; one more for the end. */
function offsetsOf(lengths: Uint8Array | Uint16Array): Uint32Array {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + length;
  });
  return offsets;
}
