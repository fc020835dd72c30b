import { describe, expect, it } from 'vitest';
import { WhisperTokenizer } from './whisper-tokenizer';

/** "Ġ" is a space; "Ã±" are the two bytes of "ñ", "æĹ" and "¥" those of "日". */
const PIECES = [
  'Ġel',
  'Ġma',
  'Ã',
  '±',
  'ana',
  '.',
  'æĹ',
  '¥',
  '<|startoftranscript|>',
  '<|en|>',
  '<|es|>',
  '<|jw|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|nospeech|>',
  '<|notimestamps|>',
];
const ENGLISH = [8, 9, 13, 15];
const tokenizer = new WhisperTokenizer(PIECES);
const written = (ids: readonly number[], probability = 0.5) => ids.map((id) => ({ id, probability }));

describe('words', () => {
  it('are split at spaces, though a character is spread over tokens', () => {
    const words = tokenizer.words(written([0, 1, 2, 3, 4, 5]));
    expect(words.map(({ word }) => word)).toEqual(['el', 'mañana.']);
    expect(words.map(({ first, end }) => [first, end])).toEqual([
      [0, 1],
      [1, 6],
    ]);
  });

  it('have the product of their probabilities, and long ones that of three average tokens', () => {
    const [short, long] = tokenizer.words(written([0, 1, 2, 3, 4, 5]));
    expect(short?.confidence).toBeCloseTo(0.5);
    expect(long?.confidence).toBeCloseTo(0.5 ** 3);
  });

  it('of a script without spaces are one', () => {
    expect(tokenizer.words(written([6, 7, 6, 7])).map(({ word }) => word)).toEqual(['日日']);
  });

  it('are none for special tokens', () => {
    expect(tokenizer.words(written([8, 10, 14]))).toEqual([]);
  });

  it('outside the vocabulary are an error', () => {
    expect(() => tokenizer.words(written([99]))).toThrow(RangeError);
  });
});

describe('promptFor', () => {
  it('names the language and the task', () => {
    expect(tokenizer.promptFor(ENGLISH, { language: 'es', translate: false })).toEqual([8, 10, 13, 15]);
    expect(tokenizer.promptFor(ENGLISH, { language: 'es', translate: true })).toEqual([8, 10, 12, 15]);
    expect(tokenizer.promptFor(ENGLISH, { language: 'en', translate: false })).toEqual(ENGLISH);
  });

  it('knows Whisper’s own code of a language', () => {
    expect(tokenizer.promptFor(ENGLISH, { language: 'jv', translate: false })).toEqual([8, 11, 13, 15]);
  });

  it('is the same for all where the model knows English alone', () => {
    expect(tokenizer.promptFor([8, 15], { language: 'es', translate: true })).toEqual([8, 15]);
  });
});

it('finds what stands for silence', () => {
  expect(tokenizer.noSpeechId).toBe(14);
  expect(new WhisperTokenizer(['a', '<|nocaptions|>']).noSpeechId).toBe(1);
  expect(new WhisperTokenizer(['a']).noSpeechId).toBeUndefined();
});
