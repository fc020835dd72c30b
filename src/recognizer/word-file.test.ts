import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseWordFile } from './word-file';

const FILE = new Uint8Array(
  readFileSync(join(import.meta.dirname, '../../public/models/student-v0/words.bin')),
);
/** "she saw the white house in London", as espeak-ng says it, by the student's classes. */
const SENTENCE = [31, 1, 29, 6, 28, 10, 39, 12, 19, 33, 13, 29, 2, 35, 37, 9, 35, 20, 10, 35];

describe('the words that ship', () => {
  const { words, phonemes, search } = parseWordFile(FILE);

  it('are found in phonemes', () => {
    const frames = 2 * SENTENCE.length;
    const data = new Float32Array(frames * phonemes);
    SENTENCE.forEach((phoneme, index) => {
      data[2 * index * phonemes + phoneme] = 12;
      data[(2 * index + 1) * phonemes] = 12;
    });
    const found = search.find({ frames, phonemes, data, frameMs: 40 });
    expect(found.map(({ word }) => words[word]).join(' ')).toBe('she saw the white house in London');
  });

  it('are refused where the file is cut', () => {
    expect(() => parseWordFile(FILE.slice(0, FILE.length - 1000))).toThrow(RangeError);
    expect(() => parseWordFile(FILE.slice(0, 1000))).toThrow();
  });
});
