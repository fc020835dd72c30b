import { describe, expect, it } from 'vitest';
import type { FrameBatch } from '../contract/frame-batch';
import { HOP_SAMPLES, MEL_BINS } from './audio-format';
import { KeptBatches } from './kept-batches';

const batch = (firstFrame: number, frames = 8): FrameBatch => ({
  firstFrame,
  logMel: new Float32Array(frames * MEL_BINS),
  samples: new Float32Array(frames * HOP_SAMPLES),
});
const firsts = (kept: KeptBatches): number[] => kept.all.map(({ firstFrame }) => firstFrame);

describe('KeptBatches', () => {
  it('forgets only what lies wholly before', () => {
    const kept = new KeptBatches();
    for (const first of [0, 8, 16, 24]) kept.add(batch(first));
    kept.dropBefore(7);
    expect(firsts(kept)).toEqual([0, 8, 16, 24]);
    kept.dropBefore(17);
    expect(firsts(kept)).toEqual([16, 24]);
    kept.dropBefore(3);
    expect(firsts(kept)).toEqual([16, 24]);
  });

  it('says where each ends', () => {
    const kept = new KeptBatches();
    kept.add(batch(16));
    kept.add(batch(24, 3));
    expect(kept.ends().map(({ endMs }) => endMs)).toEqual([240, 270]);
  });

  it('never keeps more than five minutes', () => {
    const kept = new KeptBatches();
    for (let second = 0; second < 400; second += 1) kept.add(batch(second * 100, 100));
    expect(kept.all).toHaveLength(300);
    expect(firsts(kept)[0]).toBe(10_000);
  });
});
