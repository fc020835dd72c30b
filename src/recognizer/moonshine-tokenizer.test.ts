import { expect, test } from 'vitest';
import { MoonshineTokenizer } from './moonshine-tokenizer';

const PIECES = [
  '<unk>', '<s>', '</s>', '▁Hel', 'lo', ',', '▁wor', 'ld', '▁', '▁▁', '<0x20>', '<0xC3>', '<0xA9>', '<0xE2>',
  '<0x82>', '<0xAC>', '▁caf', '<<ST_4>>', '<>', '<0xF0>', '<0x9F>', '<0x98>', '<0x80>', 'é', '<0x0A>',
]; // prettier-ignore
const tokenizer = new MoonshineTokenizer(PIECES);

function read(pieces: readonly string[]) {
  return tokenizer.hypothesis(pieces.map((piece) => ({ id: PIECES.indexOf(piece), probability: 0.5 })));
}

const textOf = (...pieces: string[]) => read(pieces).text;

test('"▁" is a space, and none begins the text', () => {
  expect(textOf('▁Hel', 'lo', ',', '▁wor', 'ld')).toBe('Hello, world');
});

test('spaces in a row, at the ends or as bytes count as one or none', () => {
  expect(textOf('▁▁', '▁Hel', 'lo', '▁▁', '▁wor', 'ld', '▁')).toBe('Hello world');
  expect(textOf('▁Hel', 'lo', '<0x20>', 'ld', '<0x0A>', 'lo')).toBe('Hello ld lo');
});

test('bytes join to characters of two, three and four bytes', () => {
  expect(textOf('▁caf', '<0xC3>', '<0xA9>')).toBe('café');
  expect(textOf('▁', '<0xE2>', '<0x82>', '<0xAC>', ',')).toBe('€,');
  expect(textOf('<0xF0>', '<0x9F>', '<0x98>', '<0x80>')).toBe('😀');
});

test('a piece beyond ASCII stands for itself', () => {
  expect(textOf('▁caf', 'é')).toBe('café');
});

test('broken UTF-8 shows as a replacement character and harms no neighbour', () => {
  expect(textOf('▁caf', '<0xC3>', '▁wor', 'ld')).toBe('caf\ufffd world');
});

test('special pieces write nothing, pieces that only look like them do', () => {
  expect(textOf('<s>', '▁Hel', '<<ST_4>>', 'lo', '<unk>', '</s>')).toBe('Hello');
  expect(textOf('▁Hel', 'lo', '▁', '<>')).toBe('Hello <>');
});

test('a word is as sure as the product of its tokens', () => {
  expect(read(['▁Hel', 'lo', ',', '▁', 'ld']).words).toEqual([
    { word: 'Hello,', confidence: 0.125 },
    { word: 'ld', confidence: 0.5 },
  ]);
});

test('no tokens, no words', () => {
  expect(read([])).toEqual({ text: '', words: [] });
});

test('an unknown token is an error', () => {
  expect(() => tokenizer.hypothesis([{ id: PIECES.length, probability: 1 }])).toThrow(RangeError);
});
