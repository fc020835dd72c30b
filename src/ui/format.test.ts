import { describe, expect, it } from 'vitest';
import { clockText, megabytesText, percent, remainingText } from './format';

describe('format', () => {
  it('writes places in audio', () => {
    expect([0, 7900, 754_000, 3_723_000].map(clockText)).toEqual(['0:00', '0:07', '12:34', '1:02:03']);
  });

  it('writes megabytes', () => {
    expect([0, 940_000, 9_940_000, 9_960_000, 43_700_000].map(megabytesText)).toEqual([
      '0.0',
      '0.9',
      '9.9',
      '10',
      '44',
    ]);
  });

  it('says times left as one would', () => {
    expect([3000, 31_000, 61_000, 170_000, 3_600_000, 7_200_000].map(remainingText)).toEqual([
      'a few seconds',
      'about 40 seconds',
      'about a minute',
      'about 3 minutes',
      'about an hour',
      'about 2 hours',
    ]);
  });

  it('reaches 100 percent at the end only', () => {
    expect([percent(999, 1000), percent(1000, 1000), percent(5, 0)]).toEqual([99, 100, 0]);
  });
});
