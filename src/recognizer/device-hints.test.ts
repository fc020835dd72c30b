import { expect, test } from 'vitest';
import { isFrugal } from './device-hints';

test.each([
  [{}, false],
  [{ deviceMemory: 8 }, false],
  [{ deviceMemory: 2 }, true],
  [{ deviceMemory: 8, connection: { saveData: true } }, true],
  [{ connection: {} }, false],
])('%o is frugal: %s', (hints, frugal) => {
  expect(isFrugal(hints)).toBe(frugal);
});
