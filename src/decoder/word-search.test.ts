import { describe, expect, it } from 'vitest';
import { tableOf } from './made-pronunciations';
import { UNKNOWN_WORD, WordLexicon } from './word-lexicon';
import { WordModel } from './word-model';
import { WordSearch, type PhonemeScores, type SearchOptions } from './word-search';

/** Phonemes: 0 the blank, then a, b, c, d. Words: "ab", its homophone "abb", "abc", "d". */
const PHONEMES = 5;
const [START, AB, ABB, ABC, D] = [0, 2, 3, 4, 5];
/** After "d" comes "abb", though "ab" is the commoner; after "d abb" comes "abc". */
const MODEL = new WordModel({
  steps: 10,
  unigrams: Uint8Array.of(255, 60, 10, 30, 30, 10),
  unigramBackoffs: Uint8Array.of(0, 0, 0, 0, 0, 20),
  pairOffsets: Uint32Array.of(0, 0, 0, 0, 0, 0, 2),
  pairWords: Uint16Array.of(ABB, D),
  pairs: Uint8Array.of(5, 15),
  pairBackoffs: Uint8Array.of(3, 0),
  tripleOffsets: Uint32Array.of(0, 1, 1),
  tripleWords: Uint16Array.of(ABC),
  triples: Uint8Array.of(1),
});
const LEXICON = new WordLexicon(
  tableOf([
    { word: AB, phonemes: [1, 2], logProbability: 0 },
    { word: ABB, phonemes: [1, 2], logProbability: 0 },
    { word: ABC, phonemes: [1, 2, 3], logProbability: 0 },
    { word: D, phonemes: [4], logProbability: 0 },
  ]),
  PHONEMES,
  (word) => MODEL.unigram(word),
);
const OPTIONS: SearchOptions = {
  phonemeWeight: 1,
  modelWeight: 1,
  wordBonus: 0,
  unknownWord: -8,
  unknownPhoneme: -2,
  floor: -15,
  cut: -14,
  beam: 50,
  beamWidth: 30,
};

/** Scores in which the phoneme of each frame leads by `margin`. */
function heard(path: readonly number[], margin = 8): PhonemeScores {
  const data = new Float32Array(path.length * PHONEMES);
  path.forEach((phoneme, frame) => (data[frame * PHONEMES + phoneme] = margin));
  return { frames: path.length, phonemes: PHONEMES, data, frameMs: 40 };
}

/** As heard(), with doubt about every phoneme. */
function noisy(path: readonly number[]): PhonemeScores {
  const scores = heard(path, 4);
  return { ...scores, data: scores.data.map((score, index) => score + 2 * Math.sin(7 * index)) };
}

/** Frames [from, to). */
function piece(scores: PhonemeScores, from: number, to: number): PhonemeScores {
  return { ...scores, frames: to - from, data: scores.data.slice(from * PHONEMES, to * PHONEMES) };
}

function find(path: readonly number[], options: Partial<SearchOptions> = {}) {
  return new WordSearch(LEXICON, MODEL, { ...OPTIONS, ...options }).find(heard(path));
}

describe('trigram model', () => {
  it('takes the longest context that it knows, and pays for shorter ones', () => {
    const afterD = MODEL.follow(START, D);
    const afterDAbb = MODEL.follow(afterD.context, ABB);
    expect(afterDAbb.logProbability).toBeCloseTo(-0.5);
    expect(MODEL.follow(afterDAbb.context, ABC).logProbability).toBeCloseTo(-0.1);
    expect(MODEL.follow(afterDAbb.context, AB).logProbability).toBeCloseTo(-0.3 - 1);
    expect(MODEL.follow(afterD.context, AB).logProbability).toBeCloseTo(-2 - 1);
  });
});

describe('word search', () => {
  it('finds words with their frames', () => {
    const words = find([0, 1, 1, 2, 0, 4, 0]);
    expect(words.map(({ word, firstFrame, lastFrame }) => [word, firstFrame, lastFrame])).toEqual([
      [AB, 1, 3],
      [D, 5, 5],
    ]);
    expect(words[0]?.confidence).toBeGreaterThan(0.95);
  });

  it('finds nothing in blanks and in no frames', () => {
    expect(find([0, 0, 0])).toEqual([]);
    expect(find([])).toEqual([]);
  });

  it('tells homophones apart by the word before', () => {
    expect(find([1, 2]).map(({ word }) => word)).toEqual([AB]);
    expect(find([4, 0, 1, 2]).map(({ word }) => word)).toEqual([D, ABB]);
  });

  it('names words that a stretch may be, homophones too, the likelier first', () => {
    const search = new WordSearch(LEXICON, MODEL, OPTIONS);
    expect(search.nearest(heard([1, 2, 0], 3), 3)).toEqual([AB, ABB, ABC]);
    expect(search.nearest(heard([1, 2, 0], 3), 1)).toEqual([AB]);
    expect(search.nearest(heard([]), 3)).toEqual([]);
  });

  it('mends a phoneme that no word has there', () => {
    // "a d c" is no word; "abc" is one phoneme off, and an unknown word of three costs more.
    const scores = heard([1, 4, 3]);
    scores.data[PHONEMES + 2] = 7;
    const words = new WordSearch(LEXICON, MODEL, OPTIONS).find(scores);
    expect(words.map(({ word }) => word)).toEqual([ABC]);
    expect(words[0]?.confidence).toBeLessThan(0.9);
  });

  it('calls a word unknown where the sounds are clear and fit no other', () => {
    expect(find([3, 0, 3, 2, 3], { unknownWord: -2, unknownPhoneme: -0.5 }).map(({ word }) => word)).toEqual([
      UNKNOWN_WORD,
    ]);
  });

  it('makes no word of sounds with a long pause between', () => {
    const pause = new Array<number>(20).fill(0);
    expect(find([1, 2, ...pause.slice(0, 9), 3]).map(({ word }) => word)).toEqual([ABC]);
    expect(find([1, 2, ...pause, 3]).map(({ word }) => word)).toEqual([AB]);
  });

  it('hears a phoneme twice only with a blank between', () => {
    expect(find([4, 4, 4], { wordBonus: 5 }).map(({ word }) => word)).toEqual([D]);
    expect(find([4, 0, 4]).map(({ word }) => word)).toEqual([D, D]);
  });

  it('keeps the words before where every hypothesis is inside a word', () => {
    expect(find([4, 0, 1, 0], { beamWidth: 4 }).map(({ word }) => word)).toEqual([D]);
  });

  it('finds the same in pieces, wherever the frames are cut, and may look ahead on the way', () => {
    const path = [0, 1, 1, 2, 0, 4, 0, 1, 0, 2, 3, 0];
    const search = new WordSearch(LEXICON, MODEL, OPTIONS);
    const scores = noisy(path);
    const whole = search.find(scores);
    expect(whole.length).toBeGreaterThan(2);
    for (let first = 0; first <= path.length; first += 1) {
      for (let second = first; second <= path.length; second += 1) {
        let state = search.advance(search.start(), piece(scores, 0, first));
        // What is tried ahead must leave no trace.
        search.read(search.advance(state, piece(scores, second, path.length)));
        state = search.advance(state, piece(scores, first, second));
        expect(search.read(state)).toEqual(search.find(piece(scores, 0, second)));
        expect(search.read(search.advance(state, piece(scores, second, path.length)))).toEqual(whole);
      }
    }
  });

  it('looks at no more hypotheses for a frame of a long utterance than for one of a short', () => {
    const search = new WordSearch(LEXICON, MODEL, OPTIONS);
    const spoken = noisy([0, 1, 1, 2, 0, 4, 0, 1, 2, 3, 0]);
    let state = search.start();
    const sizes = Array.from({ length: 40 }, () => {
      state = search.advance(state, spoken);
      return state.active.length;
    });
    expect(state.frames).toBe(40 * spoken.frames);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(OPTIONS.beam);
    expect(search.read(state)).toHaveLength(40 * 3);
  });
});
