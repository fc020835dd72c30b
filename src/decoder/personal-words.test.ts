import { expect, it } from 'vitest';
import { withPersonalModel, withPersonalTree } from './personal-words';
import { tableOf } from './made-pronunciations';
import { WordLexicon } from './word-lexicon';
import { WordModel } from './word-model';
import { WordSearch, type SearchOptions } from './word-search';

const PHONEMES = 5;
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
const MODEL = new WordModel({
  steps: 10,
  unigrams: Uint8Array.of(255, 60, 40),
  unigramBackoffs: new Uint8Array(3),
  pairOffsets: new Uint32Array(4),
  pairWords: new Uint16Array(0),
  pairs: new Uint8Array(0),
  pairBackoffs: new Uint8Array(0),
  tripleOffsets: new Uint32Array(1),
  tripleWords: new Uint16Array(0),
  triples: new Uint8Array(0),
});
const LEXICON = new WordLexicon(
  tableOf([{ word: 2, phonemes: [1, 2], logProbability: 0 }]),
  PHONEMES,
  (word) => MODEL.unigram(word),
);
const NAME = { text: 'Name', spellings: ['Name'], ways: [{ ids: [1, 2, 3], logProbability: 0 }] };

function wordsIn(path: readonly number[], terms: readonly (typeof NAME)[]): number[] {
  const data = new Float32Array(path.length * PHONEMES);
  path.forEach((phoneme, frame) => (data[frame * PHONEMES + phoneme] = 8));
  const search = new WordSearch(withPersonalTree(LEXICON, terms, 3), withPersonalModel(MODEL, 3), OPTIONS);
  return search.find({ frames: path.length, phonemes: PHONEMES, data, frameMs: 40 }).map(({ word }) => word);
}

it('finds a listed word that the lexicon has not, and goes on with the lexicon’s', () => {
  expect(wordsIn([1, 2, 3, 0, 1, 2], [NAME])).toEqual([3, 2]);
  expect(wordsIn([1, 2, 3, 0, 1, 2], [])).not.toContain(3);
});

it('gives nothing to a word that was begun and not ended', () => {
  expect(wordsIn([1, 2, 0], [NAME])).toEqual([2]);
});
