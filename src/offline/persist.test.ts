import { expect, it } from 'vitest';
import { askToPersist } from './persist';

const yes = (): Promise<boolean> => Promise.resolve(true);
const no = (): Promise<boolean> => Promise.resolve(false);
const fault = (): Promise<boolean> => Promise.reject(new TypeError('opaque origin'));

it.each([
  ['already safe: no question is asked', { persisted: yes, persist: fault }, true],
  ['granted', { persisted: no, persist: yes }, true],
  ['refused', { persisted: no, persist: no }, false],
  ['an error', { persisted: fault, persist: yes }, false],
  ['an old browser', {}, false],
])('%s', async (_, storage, safe) => {
  expect(await askToPersist(storage)).toBe(safe);
});
