import { expect, it } from 'vitest';
import { WorkLock } from './work-lock';

const WAIT_MS = 2;

/** Shared locks are all granted at once; whoever asks for one alone gets it only where none is held. */
class FakeLocks {
  held = 0;

  readonly request = (async (
    _: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<unknown>,
  ) => {
    if (options.ifAvailable === true) return callback(this.held === 0 ? ({} as Lock) : null);
    this.held += 1;
    await callback({} as Lock);
    this.held -= 1;
    return undefined;
  }) as LockManager['request'];
}

async function isAtRest(lock: WorkLock, isSafe = (): boolean => true): Promise<boolean> {
  const rested = lock.allAtRest(isSafe).then(() => true);
  const patience = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 10 * WAIT_MS));
  return Promise.race([rested, patience]);
}

it('waits for the work of all tabs', async () => {
  const locks = new FakeLocks();
  const [here, there] = [new WorkLock(locks, WAIT_MS), new WorkLock(locks, WAIT_MS)];
  expect(await isAtRest(here)).toBe(true);
  there.set(true);
  there.set(true);
  here.set(true);
  expect(await isAtRest(here)).toBe(false);
  here.set(false);
  const rested = here.allAtRest(() => true);
  expect(await isAtRest(here)).toBe(false);
  there.set(false);
  await rested;
  expect(locks.held).toBe(0);
});

it('waits for its own tab, also where the browser has no locks', async () => {
  let safe = false;
  const lock = new WorkLock(undefined, WAIT_MS);
  lock.set(true);
  expect(await isAtRest(lock, () => safe)).toBe(false);
  safe = true;
  expect(await isAtRest(lock, () => safe)).toBe(true);
});
