import { describe, expect, it } from 'vitest';
import { HangPatience } from './hang-patience';

describe('HangPatience', () => {
  it('ends after fifteen seconds without an answer, then after thirty', () => {
    let nowMs = 0;
    const patience = new HangPatience(() => nowMs);
    patience.begin();
    nowMs = 60_000;
    expect(patience.endsAfter(14_000)).toBe(false);
    expect(patience.endsAfter(15_000)).toBe(true);
    patience.begin();
    nowMs = 120_000;
    expect(patience.endsAfter(29_000)).toBe(false);
    expect(patience.endsAfter(30_000)).toBe(true);
  });

  it('does not count what waited while no recognizer was there', () => {
    let nowMs = 0;
    const patience = new HangPatience(() => nowMs);
    expect(patience.endsAfter(100_000)).toBe(false);
    patience.begin();
    nowMs = 10_000;
    expect(patience.endsAfter(110_000)).toBe(false);
    nowMs = 15_000;
    expect(patience.endsAfter(115_000)).toBe(true);
    expect(patience.endsAfter(116_000)).toBe(false);
  });
});
