import { describe, expect, it } from 'vitest';
import { Timeline } from './timeline';

const RATE_HZ = 1000;

describe('Timeline', () => {
  it('lets consecutive pieces pass, whatever the rounding of their times', () => {
    const timeline = new Timeline(RATE_HZ);
    for (const seconds of [0, 0.1, 0.203, 0.297, 0.4]) {
      expect(timeline.place(seconds, 100)).toEqual({ silenceSamples: 0, skipSamples: 0 });
    }
  });

  it('fills a late start and a gap with silence, once', () => {
    const timeline = new Timeline(RATE_HZ);
    expect(timeline.place(0.5, 100).silenceSamples).toBe(500);
    expect(timeline.place(0.6, 100).silenceSamples).toBe(0);
    expect(timeline.place(1, 100).silenceSamples).toBe(300);
    expect(timeline.place(1.1, 100).silenceSamples).toBe(0);
  });

  it('leaves out what lies before time zero', () => {
    const timeline = new Timeline(RATE_HZ);
    expect(timeline.place(-0.15, 100)).toEqual({ silenceSamples: 0, skipSamples: 100 });
    expect(timeline.place(-0.05, 100)).toEqual({ silenceSamples: 0, skipSamples: 50 });
    expect(timeline.place(0.05, 100)).toEqual({ silenceSamples: 0, skipSamples: 0 });
  });

  it('leaves out what lies before the place to begin from', () => {
    const timeline = new Timeline(RATE_HZ, 2);
    expect(timeline.place(1.85, 100)).toEqual({ silenceSamples: 0, skipSamples: 100 });
    expect(timeline.place(1.95, 100)).toEqual({ silenceSamples: 0, skipSamples: 50 });
    expect(timeline.place(2.05, 100)).toEqual({ silenceSamples: 0, skipSamples: 0 });
    expect(timeline.place(2.5, 100).silenceSamples).toBe(350);
  });

  it('does not believe a gap of hours', () => {
    expect(new Timeline(RATE_HZ).place(90_000, 100).silenceSamples).toBe(0);
  });
});
