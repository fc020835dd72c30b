import { describe, expect, it } from 'vitest';
import { waveAction } from './wave-keys';

describe('waveAction', () => {
  it.each([
    ['ArrowLeft', 4000],
    ['ArrowRight', 6000],
    ['PageUp', 12_000],
    ['PageDown', 0],
    ['Home', 0],
    ['End', 12_000],
  ])('%s seeks within the sound', (key, toMs) => {
    expect(waveAction(key, 5000, 12_000)).toEqual({ kind: 'seek', toMs });
  });

  it('zooms by plus and minus, and leaves other keys alone', () => {
    expect(waveAction('+', 0, 1)).toEqual({ kind: 'zoom', by: 1 });
    expect(waveAction('-', 0, 1)).toEqual({ kind: 'zoom', by: -1 });
    expect(waveAction(' ', 0, 1)).toEqual({ kind: 'toggle' });
    expect(waveAction('a', 0, 1)).toBeNull();
    expect(waveAction('Enter', 0, 1)).toBeNull();
  });
});
