import { describe, expect, it } from 'vitest';
import golden from './fixtures/word-search.json';
import { parseWordFile } from './word-file';

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

describe('the search for words in Python, written by training/scripts/golden_words.py', () => {
  it('finds the same words in the same frames', () => {
    const { search } = parseWordFile(bytesOf(golden.words));
    const { frames, phonemes, frameMs } = golden;
    const data = new Float32Array(bytesOf(golden.scores).buffer);
    const found = search.find({ frames, phonemes, data, frameMs });
    const expected = golden.found.map((line) => line.split(' ').map(Number));
    const places = found.map(({ word, firstFrame, lastFrame }) => [word, firstFrame, lastFrame]);
    expect(places).toEqual(expected.map((word) => word.slice(0, 3)));
    for (const [index, { confidence }] of found.entries()) {
      expect(confidence).toBeCloseTo(expected[index]?.[3] ?? Number.NaN, 4);
    }
  });
});
