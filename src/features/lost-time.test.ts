import { describe, expect, it } from 'vitest';
import { LostTime } from './lost-time';

const RATE_HZ = 48_000;
const QUANTUM = 128;
/** Quanta that the browser hands over at once. */
const BURST = 8;

/** Quanta of so many seconds, each burst when its last sample is there. Returns samples found lost. */
function play(
  lost: LostTime,
  { seconds, fromMs = 0, clock = 1 }: { seconds: number; fromMs?: number; clock?: number },
) {
  let found = 0;
  for (let quantum = 0; quantum * QUANTUM < seconds * RATE_HZ; quantum += 1) {
    const burstEnd = (Math.floor(quantum / BURST) + 1) * BURST;
    found += lost.note(Math.round(fromMs + (1000 * clock * burstEnd * QUANTUM) / RATE_HZ), QUANTUM);
  }
  return found;
}

describe('LostTime', () => {
  it('finds nothing where sound comes in bursts', () => {
    expect(play(new LostTime(RATE_HZ), { seconds: 60 })).toBe(0);
  });

  it('finds what the browser dropped', () => {
    const lost = new LostTime(RATE_HZ);
    play(lost, { seconds: 10 });
    const found = play(lost, { seconds: 10, fromMs: 10_000 + 150 });
    expect(found / RATE_HZ).toBeCloseTo(0.15, 2);
  });

  it('finds it once', () => {
    const lost = new LostTime(RATE_HZ);
    play(lost, { seconds: 10 });
    play(lost, { seconds: 10, fromMs: 10_150 });
    expect(play(lost, { seconds: 10, fromMs: 20_150 })).toBe(0);
  });

  it('leaves sound alone that came late and then at once', () => {
    const lost = new LostTime(RATE_HZ);
    play(lost, { seconds: 10 });
    let found = 0;
    for (let late = 0; late < RATE_HZ; late += QUANTUM) found += lost.note(11_000, QUANTUM);
    expect(found + play(lost, { seconds: 10, fromMs: 11_000 })).toBe(0);
  });

  it('keeps up with a device whose clock is slow', () => {
    const found = play(new LostTime(RATE_HZ), { seconds: 1800, clock: 1.0001 });
    expect(found / RATE_HZ).toBeGreaterThan(0.14);
    expect(found / RATE_HZ).toBeLessThan(0.19);
  });

  it('takes a clock that was set for what it is', () => {
    const lost = new LostTime(RATE_HZ);
    play(lost, { seconds: 10 });
    expect(play(lost, { seconds: 10, fromMs: 3_600_000 })).toBe(0);
    expect(play(lost, { seconds: 10, fromMs: 20_000 })).toBe(0);
  });

  it('forgets what was before a reset', () => {
    const lost = new LostTime(RATE_HZ);
    play(lost, { seconds: 10 });
    lost.reset();
    expect(play(lost, { seconds: 10, fromMs: 12_000 })).toBe(0);
  });
});
