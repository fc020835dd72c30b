import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES, MEL_BINS, SAMPLE_RATE_HZ } from './audio-format';
import golden from './fixtures/log-mel.json';
import { StreamingLogMel } from './log-mel';
import { hzToMel } from './mel-filterbank';

const GOLDEN_SAMPLES = Float32Array.from(
  new Int16Array(bytesOf(golden.samplesInt16)),
  (sample) => sample / 32_768,
);
const GOLDEN_LOG_MEL = new Float32Array(bytesOf(golden.logMelFloat32));

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}

/** Frames of a stream that comes in pushes of the given sizes, over and over. */
function logMelOf(samples: Float32Array, pushSizes: number[]): Float32Array {
  const stream = new StreamingLogMel();
  const values: number[] = [];
  for (let start = 0, i = 0; start < samples.length; i++) {
    const size = pushSizes[i % pushSizes.length] ?? samples.length;
    values.push(...stream.push(samples.subarray(start, start + size)));
    start += size;
  }
  values.push(...stream.flush());
  return Float32Array.from(values);
}

function tone(hz: number, sampleCount: number): Float32Array {
  return Float32Array.from({ length: sampleCount }, (_, n) =>
    Math.sin((2 * Math.PI * hz * n) / SAMPLE_RATE_HZ),
  );
}

describe('StreamingLogMel', () => {
  it('agrees with the features of training to 2e-4 in every value', () => {
    const logMel = logMelOf(GOLDEN_SAMPLES, [GOLDEN_SAMPLES.length]);
    expect(logMel.length).toBe(golden.frames * golden.melBins);
    const maxError = logMel.reduce(
      (max, value, i) => Math.max(max, Math.abs(value - (GOLDEN_LOG_MEL[i] ?? Number.NaN))),
      0,
    );
    expect(maxError).toBeLessThan(2e-4);
  });

  it.each([[[1]], [[43, 42]], [[128]], [[160]], [[399, 2]], [[1000, 7, 0]]])(
    'gives the same frames in pushes of %j samples as in one',
    (pushSizes) => {
      expect(logMelOf(GOLDEN_SAMPLES, pushSizes)).toEqual(logMelOf(GOLDEN_SAMPLES, [GOLDEN_SAMPLES.length]));
    },
  );

  it.each([201, 319, 320, 321, 359, 360, 361, 479, 480, 16_000])(
    'gives floor(n / hop) frames for %i samples',
    (sampleCount) => {
      const frames = logMelOf(GOLDEN_SAMPLES.subarray(0, sampleCount), [90]).length / MEL_BINS;
      expect(frames).toBe(Math.floor(sampleCount / HOP_SAMPLES));
    },
  );

  it.each([0, 1, 159, 199])('gives no frame for %i samples, too few to reflect', (sampleCount) => {
    expect(logMelOf(GOLDEN_SAMPLES.subarray(0, sampleCount), [64])).toHaveLength(0);
  });

  it.each([100, 440, 1000, 3000, 7000])('a tone of %i Hz peaks in the filter centred nearest', (hz) => {
    const frame = logMelOf(tone(hz, 4000), [4000]).subarray(10 * MEL_BINS, 11 * MEL_BINS);
    const peak = frame.indexOf(Math.max(...frame));
    const melPerFilter = hzToMel(SAMPLE_RATE_HZ / 2) / (MEL_BINS + 1);
    expect(Math.abs(peak - (hzToMel(hz) / melPerFilter - 1))).toBeLessThanOrEqual(0.6);
  });

  it('gives the floor for digital silence', () => {
    expect(new Set(logMelOf(new Float32Array(1600), [128]))).toEqual(new Set([-10]));
  });

  it('refuses samples after its end', () => {
    const stream = new StreamingLogMel();
    stream.flush();
    expect(() => stream.push(new Float32Array(1))).toThrow('after flush');
  });
});
