import { expect, test } from 'vitest';
import { withoutLateMarks } from './late-marks';

const shown = (text: string): string =>
  withoutLateMarks(text.split(' ').map((word) => ({ word, startMs: 0, endMs: 0, confidence: 1 })))
    .map(({ word }) => word)
    .join(' ');

test('the last words have no marks, and no capitals that come of marks', () => {
  expect(shown('He came. Then, he. Went home.')).toBe('He came. Then, he went home');
  expect(shown('Did you see? London')).toBe('Did you see london');
  expect(shown('So. I said.')).toBe('So I said');
});

test('what lies further back stays as it is written', () => {
  expect(shown('Yes. It is well, done. A b c d')).toBe('Yes. It is well, done. A b c d');
  expect(shown('')).toBe('');
});
