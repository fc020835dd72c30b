import { expect, test } from 'vitest';
import type { CaptionPace } from '../contract/recognizer-api';
import { AgreedWords } from './agreed-words';

const words = (text: string) =>
  text.split(' ').map((word, at) => ({ word, startMs: 100 * at, endMs: 100 * at + 90, confidence: 1 }));

function shown(pace: CaptionPace, ...hypotheses: string[]): string[] {
  const agreed = new AgreedWords(() => pace);
  return hypotheses.map((text) =>
    agreed
      .add(words(text), 500)
      .map(({ word }) => word)
      .join(' '),
  );
}

const HEARD = ['one', 'one to', 'one two', 'one two three', 'One, two three'];

test('quick shows each hypothesis as it is', () => {
  expect(shown('quick', ...HEARD)).toEqual(HEARD);
});

test('balanced shows what two in a row agree on, steady what three do, as the newest writes it', () => {
  expect(shown('balanced', ...HEARD)).toEqual(['', 'one', 'one', 'one two', 'One, two three']);
  expect(shown('steady', ...HEARD)).toEqual(['', '', 'one', 'one', 'One, two']);
});

test('a word is taken back where the hypotheses no longer agree', () => {
  expect(shown('balanced', 'a b', 'a b', 'a c', 'a c')).toEqual(['', 'a b', 'a', 'a c']);
});

test('a word far behind what was heard needs no agreement', () => {
  const agreed = new AgreedWords(() => 'steady');
  expect(agreed.add(words('one two three'), 840)).toHaveLength(2);
});

test('the pace may change in mid-utterance', () => {
  let pace: CaptionPace = 'steady';
  const agreed = new AgreedWords(() => pace);
  agreed.add(words('one'), 500);
  expect(agreed.add(words('one two'), 500)).toEqual([]);
  pace = 'quick';
  expect(agreed.add(words('one two'), 500)).toHaveLength(2);
});
