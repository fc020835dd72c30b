import { describe, expect, it } from 'vitest';
import { BatchSize } from './batch-size';

const SECOND_MS = 1000;

function sizesUpTo(limit: number): BatchSize {
  const sizes = new BatchSize();
  sizes.limitTo(limit);
  return sizes;
}

/** Goes on until it is settled, on a machine that takes so long for a second of sound by size. */
function settle(sizes: BatchSize, msPerSecond: (size: number, run: number) => number): number[] {
  const tried: number[] = [];
  for (let run = 0; !sizes.isSettled && run < 50; run++) {
    const { size } = sizes;
    if (tried.at(-1) !== size) tried.push(size);
    sizes.note(size, msPerSecond(size, run) * Math.max(1, size), SECOND_MS * Math.max(1, size));
  }
  return tried;
}

describe('BatchSize', () => {
  it('grows while a second of sound takes less, and goes back from the size that saves nothing', () => {
    const sizes = sizesUpTo(64);
    const tried = settle(sizes, (size) => [180, 20, 11, 7, 6.8][size === 0 ? 0 : 1 + Math.log2(size)] ?? 6.8);
    expect(tried).toEqual([0, 1, 2, 4, 8]);
    expect(sizes.size).toBe(4);
  });

  it('stays within what the device has room for', () => {
    const sizes = sizesUpTo(3);
    expect(settle(sizes, (size) => 100 / (size + 1))).toEqual([0, 1, 2]);
    expect(sizes.size).toBe(2);
  });

  it('leaves all to the processor where no batch is quicker', () => {
    const sizes = sizesUpTo(8);
    settle(sizes, (size) => (size === 0 ? 180 : 900));
    expect(sizes.size).toBe(0);
  });

  it('finds a batch that beats the processor though one utterance on the device does not', () => {
    const sizes = sizesUpTo(8);
    settle(sizes, (size) => (size === 0 ? 180 : 400 / size));
    expect(sizes.size).toBe(8);
  });

  it('does not judge a size by its first run, in which shaders are compiled', () => {
    const sizes = sizesUpTo(4);
    const seen = new Set<number>();
    settle(sizes, (size) => {
      if (size === 0) return 180;
      if (seen.has(size)) return 20 / size;
      seen.add(size);
      return 5000;
    });
    expect(sizes.size).toBe(4);
  });

  it('learns nothing from the rest at the end of a file', () => {
    const sizes = sizesUpTo(8);
    sizes.note(0, 180, SECOND_MS);
    for (let run = 0; run < 2; run++) sizes.note(1, 20, SECOND_MS);
    expect(sizes.size).toBe(2);
    for (let run = 0; run < 9; run++) sizes.note(1, 1, SECOND_MS);
    expect(sizes.size).toBe(2);
  });

  it('is not tried where the device has no room, nor after it failed', () => {
    expect(sizesUpTo(0).isSettled).toBe(true);
    const sizes = sizesUpTo(8);
    sizes.note(0, 180, SECOND_MS);
    sizes.giveUp();
    sizes.note(0, 180, SECOND_MS);
    expect(sizes.size).toBe(0);
  });
});
