import { expect, test } from 'vitest';
import { isFrugal } from './device-hints';

test.each([
  [{}, false],
  [{ connection: {} }, false],
  [{ connection: { saveData: false } }, false],
  [{ connection: { saveData: true } }, true],
])('%o is frugal: %s', (hints, frugal) => {
  expect(isFrugal(hints)).toBe(frugal);
});
