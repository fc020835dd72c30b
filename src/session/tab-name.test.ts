import { beforeEach, expect, it } from 'vitest';
import { FakeLocks } from './fake-locks';
import { SessionLocks } from './session-locks';
import { holdTabName } from './tab-name';
import { webStorage } from './web-storage';

const KEY = 'test.name';
let locks: FakeLocks;
let tab: Storage;

beforeEach(() => {
  locks = new FakeLocks();
  tab = webStorage(() => {
    throw new Error('no storage');
  });
});

const hold = () => holdTabName(tab, KEY, new SessionLocks(locks));

it('is the same again after a reload', async () => {
  const { name } = await hold();
  locks.releaseAll();
  expect((await hold()).name).toBe(name);
});

it('is another one in a tab that was duplicated, also after that one’s reload', async () => {
  const { name } = await hold();
  const copy = await hold();
  expect(copy.name).not.toBe(name);
  locks.releaseAll();
  expect((await hold()).name).toBe(copy.name);
});
