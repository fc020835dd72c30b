import { describe, expect, it } from 'vitest';
import type { FrameBatch } from '../contract/frame-batch';
import { HOP_SAMPLES, MEL_BINS } from './audio-format';
import { CaptureFrontEnd } from './capture-front-end';
import { StreamingLogMel } from './log-mel';
import { Resampler } from './resampler';

function chirp(rateHz: number, sampleCount: number): Float32Array {
  return Float32Array.from(
    { length: sampleCount },
    (_, n) => 0.5 * Math.sin(900 * (n / rateHz) ** 2 + n / 9),
  );
}

function batchesOf(mono: Float32Array, rateHz: number, batchFrames: number, pushSize: number): FrameBatch[] {
  const frontEnd = new CaptureFrontEnd(rateHz, batchFrames);
  const batches: FrameBatch[] = [];
  for (let start = 0; start < mono.length; start += pushSize) {
    batches.push(...frontEnd.push(mono.subarray(start, start + pushSize)));
  }
  return [...batches, ...frontEnd.flush()];
}

function join(arrays: Float32Array[]): Float32Array {
  return Float32Array.from(arrays.flatMap((array) => [...array]));
}

describe('CaptureFrontEnd', () => {
  const mono = chirp(48_000, 48_000);
  const batches = batchesOf(mono, 48_000, 8, 128);

  it('numbers its frames without a gap and fills all batches but the last', () => {
    expect(batches.map((batch) => batch.firstFrame)).toEqual(batches.map((_, i) => 8 * i));
    expect(batches.map((batch) => batch.logMel.length / MEL_BINS)).toEqual([
      ...Array.from({ length: 12 }, () => 8),
      4,
    ]);
  });

  it('carries exactly the samples under its frames', () => {
    for (const { logMel, samples } of batches) {
      expect(samples.length).toBe((logMel.length / MEL_BINS) * HOP_SAMPLES);
    }
    expect(join(batches.map((batch) => batch.samples))).toEqual(
      new Resampler(48_000, 16_000).push(join([mono, new Float32Array(1000)])).subarray(0, 16_000),
    );
  });

  it('has the frames of the whole clip', () => {
    const stream = new StreamingLogMel();
    const samples = join(batches.map((batch) => batch.samples));
    expect(join(batches.map((batch) => batch.logMel))).toEqual(join([stream.push(samples), stream.flush()]));
  });

  it.each([
    [44_100, 1],
    [44_100, 44_100],
    [8_000, 333],
    [16_000, 43],
  ])('at %i Hz does not depend on pushes of %i samples', (rateHz, pushSize) => {
    const clip = chirp(rateHz, Math.floor(rateHz / 3));
    expect(batchesOf(clip, rateHz, 8, pushSize)).toEqual(batchesOf(clip, rateHz, 8, clip.length));
  });

  it('gives buffers of their own, free to be transferred', () => {
    const buffers = batches.flatMap((batch) => [batch.logMel, batch.samples]);
    expect(new Set(buffers.map((array) => array.buffer)).size).toBe(buffers.length);
    for (const array of buffers) expect(array.byteLength).toBe(array.buffer.byteLength);
  });

  it('gives nothing for less than a frame', () => {
    expect(batchesOf(new Float32Array(300), 48_000, 8, 128)).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses batches of %d frames', (batchFrames) => {
    expect(() => new CaptureFrontEnd(48_000, batchFrames)).toThrow(RangeError);
  });

  it('refuses a rate that is none', () => {
    expect(() => new CaptureFrontEnd(0, 8)).toThrow(RangeError);
  });
});
