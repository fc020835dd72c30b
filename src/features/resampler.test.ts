import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from './audio-format';
import { Resampler } from './resampler';

const INPUT_RATES_HZ = [8_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
/** Away from the ends, where the tone itself begins and stops. */
const EDGE_SAMPLES = 600;

function tone(hz: number, rateHz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rateHz * seconds }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rateHz));
}

function convert(samples: Float32Array, inputRateHz: number, pushSizes = [samples.length]): Float32Array {
  const resampler = new Resampler(inputRateHz, SAMPLE_RATE_HZ);
  const parts: Float32Array[] = [];
  for (let start = 0, i = 0; start < samples.length; i++) {
    const size = pushSizes[i % pushSizes.length] ?? samples.length;
    parts.push(resampler.push(samples.subarray(start, start + size)));
    start += size;
  }
  parts.push(resampler.flush());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** Outputs of so many seconds of zeros in pushes of one render quantum. */
function countOutputs(inputRateHz: number, seconds: number): number {
  const resampler = new Resampler(inputRateHz, SAMPLE_RATE_HZ);
  const quantum = new Float32Array(128);
  let count = 0;
  for (let left = inputRateHz * seconds; left > 0; left -= quantum.length) {
    count += resampler.push(quantum.subarray(0, left)).length;
  }
  return count + resampler.flush().length;
}

function peakInside(samples: Float32Array): number {
  return samples
    .subarray(EDGE_SAMPLES, samples.length - EDGE_SAMPLES)
    .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

function decibels(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

describe.each(INPUT_RATES_HZ)('Resampler from %i Hz to 16 kHz', (rateHz) => {
  const passbandHz = 0.92 * Math.min(rateHz / 2, SAMPLE_RATE_HZ / 2);

  it.each([0.03, 0.3, 0.7, 1])('keeps amplitude and phase of a tone at %d of the flat band', (share) => {
    const hz = share * passbandHz;
    const converted = convert(tone(hz, rateHz, 0.5), rateHz);
    const wanted = tone(hz, SAMPLE_RATE_HZ, 0.5);
    // Any delay or change of gain would show in the difference: -60 dB is 0.06 degrees or 0.009 dB.
    const error = peakInside(converted.map((sample, n) => sample - (wanted[n] ?? 0)));
    expect(decibels(error)).toBeLessThan(-60);
  });

  it('gives the same samples whatever the sizes of the pushes', () => {
    const samples = tone(0.2 * passbandHz, rateHz, 0.1);
    const whole = convert(samples, rateHz);
    for (const sizes of [[1], [128], [0, 3, 997]]) expect(convert(samples, rateHz, sizes)).toEqual(whole);
  });

  it('has the right number of samples after 2 s of render quanta', () => {
    expect(countOutputs(rateHz, 2)).toBe(2 * SAMPLE_RATE_HZ);
  });
});

describe('Resampler to a lower rate', () => {
  it.each(INPUT_RATES_HZ.filter((rateHz) => rateHz > SAMPLE_RATE_HZ))(
    'folds nothing back from 8 kHz and above, at %i Hz',
    (rateHz) => {
      for (const hz of [8_000, 8_200, 9_500, rateHz / 2 - 100].filter((each) => each < rateHz / 2)) {
        expect(decibels(peakInside(convert(tone(hz, rateHz, 0.5), rateHz)))).toBeLessThan(-75);
      }
    },
  );
});

describe('Resampler', () => {
  it('does not drift in ten minutes of render quanta', { timeout: 60_000 }, () => {
    // The most awkward ratio of the rates above, 640 : 441.
    expect(countOutputs(11_025, 600)).toBe(600 * SAMPLE_RATE_HZ);
  });

  it('passes 16 kHz through as a copy', () => {
    const samples = tone(440, SAMPLE_RATE_HZ, 0.01);
    const resampler = new Resampler(SAMPLE_RATE_HZ, SAMPLE_RATE_HZ);
    const output = resampler.push(samples);
    expect(output).toEqual(samples);
    expect(output.buffer).not.toBe(samples.buffer);
    expect(resampler.flush()).toHaveLength(0);
  });

  it('keeps a constant constant', () => {
    const output = convert(new Float32Array(4410).fill(0.5), 44_100);
    for (const sample of output.subarray(300, 1300)) expect(sample).toBeCloseTo(0.5, 6);
  });

  it('gives nothing for nothing', () => {
    expect(convert(new Float32Array(0), 48_000)).toHaveLength(0);
  });

  it.each([0, -48_000, 2_999, 768_001, 44_100.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a rate of %d Hz',
    (rateHz) => {
      expect(() => new Resampler(rateHz, SAMPLE_RATE_HZ)).toThrow(RangeError);
      expect(() => new Resampler(SAMPLE_RATE_HZ, rateHz)).toThrow(RangeError);
    },
  );
});
