import { describe, expect, it } from 'vitest';
import { WorkerCount } from './worker-count';
import { mostWorkers } from './worker-limits';

const SEGMENT_MS = 20_000;
const HOURS_MS = 3_600_000;

/**
 * Writes segments with as many workers as are wanted.
 *
 * @param paceOf sound a wall time with so many workers.
 * @returns how many were wanted after each segment.
 */
function write(most: number, leftMs: number, paceOf: (workers: number) => number, segments = 60): number[] {
  let nowMs = 0;
  let here = 0;
  const count = new WorkerCount(most, () => nowMs);
  count.begin();
  const wanted: number[] = [];
  for (let left = leftMs; wanted.length < segments && left > 0; left -= SEGMENT_MS) {
    nowMs += SEGMENT_MS / paceOf(here);
    count.note(SEGMENT_MS, left, here);
    here = count.wanted(left, here);
    wanted.push(here);
  }
  return wanted;
}

describe('WorkerCount', () => {
  it('has the recognizer begin by itself, then two workers, and stays with what pays', () => {
    const wanted = write(2, HOURS_MS, (workers) => (workers === 2 ? 12 : 6));
    expect(wanted.slice(0, 3)).toEqual([0, 2, 2]);
    expect(wanted.at(-1)).toBe(2);
  });

  it('adds one after the other while each is measured to pay', () => {
    const wanted = write(4, HOURS_MS, (workers) => 6 * Math.max(1, Math.min(workers, 3)));
    expect([...new Set(wanted)]).toEqual([0, 2, 3, 4]);
    // The fourth brought nothing.
    expect(wanted.at(-1)).toBe(3);
  });

  it('goes back to the recognizer alone where workers bring nothing, for good', () => {
    const wanted = write(2, HOURS_MS, () => 6);
    expect(wanted).toContain(2);
    expect(wanted.slice(-30).every((count) => count === 0)).toBe(true);
  });

  it('starts none for a file that is soon done', () => {
    // A minute of sound takes ten seconds.
    expect(write(2, 60_000, () => 6)).toEqual([0, 0, 0]);
  });

  it('starts none where the length is not known', () => {
    const count = new WorkerCount(2, () => 0);
    count.note(SEGMENT_MS, 0, 0);
    count.note(SEGMENT_MS, 0, 0);
    expect(count.wanted(0, 0)).toBe(0);
  });

  it('knows of the file before: the next long one has workers at once, a short one only those that are here', () => {
    let nowMs = 0;
    const count = new WorkerCount(2, () => nowMs);
    for (let segment = 0; segment < 2; segment += 1) {
      nowMs += 4000;
      count.note(SEGMENT_MS, HOURS_MS, 0);
    }
    count.begin();
    expect(count.wanted(HOURS_MS, 0)).toBe(2);
    expect(count.wanted(30_000, 0)).toBe(0);
    expect(count.wanted(30_000, 2)).toBe(2);
  });

  it('starts none where there can be no two', () => {
    expect(new Set(write(1, HOURS_MS, () => 6))).toEqual(new Set([0]));
  });
});

describe('mostWorkers', () => {
  it.each([
    [{ hardwareConcurrency: 2, deviceMemory: 8 }, 2],
    [{ hardwareConcurrency: 16, deviceMemory: 32 }, 4],
    // A phone: no room for two more copies of the models.
    [{ hardwareConcurrency: 8, deviceMemory: 2 }, 1],
    [{ hardwareConcurrency: 8, deviceMemory: 4 }, 2],
    [{ hardwareConcurrency: 8 }, 2],
    [{ hardwareConcurrency: 1, deviceMemory: 8 }, 1],
  ])('follows cores and memory: %o', (device, most) => {
    expect(mostWorkers(device)).toBe(most);
  });
});
