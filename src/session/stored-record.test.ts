import { expect, it } from 'vitest';
import { readRecord, writeRecord } from './stored-record';
import { webStorage } from './web-storage';

const storage = (): Storage =>
  webStorage(() => {
    throw new Error('no storage');
  });

it('reads what it wrote, and nothing where there is nothing', () => {
  const local = storage();
  expect(readRecord(local, 'key')).toEqual({});
  writeRecord(local, 'key', { a: [1, 2] });
  expect(readRecord(local, 'key')).toEqual({ a: [1, 2] });
});

it.each(['{"a":', 'null', '7', '"text"'])('takes %s for nothing', (text) => {
  const local = storage();
  local.setItem('key', text);
  expect(readRecord(local, 'key')).toEqual({});
});

it('goes on where there is no room', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as unknown as Storage;
  expect(() => {
    writeRecord(full, 'key', { a: 1 });
  }).not.toThrow();
});
