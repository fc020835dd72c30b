import { describe, expect, it } from 'vitest';
import { PeakMeter } from './peak-meter';

/** A sound whose every sample says in which hundredth of a second it lies. */
function counting(rateHz: number, samples: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, index) => -Math.floor((index * 100) / rateHz) / 1000);
}

describe('PeakMeter', () => {
  it.each([8000, 11_025, 22_050, 44_100, 48_000])('gives each stretch its own peak at %i Hz', (rateHz) => {
    const meter = new PeakMeter(rateHz, 100);
    const sound = counting(rateHz, 2 * rateHz);
    // Pieces as codecs give them.
    for (let start = 0; start < sound.length; start += 1152) meter.push(sound.subarray(start, start + 1152));
    meter.finish();
    const peaks = meter.take();
    expect(peaks).toHaveLength(200);
    peaks.forEach((peak, index) => {
      expect(peak).toBeCloseTo(index / 1000, 6);
    });
  });

  it('gives each peak once, the last one when the sound ends, and none beyond full scale', () => {
    const meter = new PeakMeter(1000, 100);
    meter.push(new Float32Array(25).fill(0.5));
    expect([...meter.take()]).toEqual([0.5, 0.5]);
    meter.push(Float32Array.of(-1.25));
    expect(meter.take()).toHaveLength(0);
    meter.finish();
    expect([...meter.take()]).toEqual([1]);
    meter.finish();
    expect(meter.take()).toHaveLength(0);
  });
});
