import { describe, expect, it } from 'vitest';
import type { CaptureReport } from '../contract/capture-report';
import { LevelMeter } from './level-meter';

const RATE_HZ = 48_000;
const QUANTUM_SAMPLES = 128;

function reportsOf(meter: LevelMeter, seconds: number, sample: (n: number) => number): CaptureReport[] {
  const quanta = Math.round((seconds * RATE_HZ) / QUANTUM_SAMPLES);
  return Array.from({ length: quanta }, (_, quantum) =>
    meter.push(
      Float32Array.from({ length: QUANTUM_SAMPLES }, (__, i) => sample(quantum * QUANTUM_SAMPLES + i)),
    ),
  ).flat();
}

const silences = (reports: CaptureReport[]): CaptureReport[] =>
  reports.filter(({ type }) => type === 'silent');

describe('LevelMeter', () => {
  it('reports a full-scale sine as -3 dB with a peak of 0, about 15 times a second', () => {
    const reports = reportsOf(new LevelMeter(RATE_HZ), 2, (n) =>
      Math.sin((2 * Math.PI * 1000 * n) / RATE_HZ),
    );
    expect(reports.length).toBeGreaterThanOrEqual(28);
    expect(reports.length).toBeLessThanOrEqual(30);
    for (const report of reports) {
      if (report.type !== 'level') throw new Error(`unexpected report ${report.type}`);
      expect(report.rmsDb).toBeCloseTo(-3.01, 1);
      expect(report.peakDb).toBeCloseTo(0, 2);
    }
  });

  it('reports -100 dB for digital silence, and silence after three seconds of it', () => {
    const meter = new LevelMeter(RATE_HZ);
    const before = reportsOf(meter, 2.9, () => 0);
    expect(before.at(-1)).toMatchObject({ type: 'level', rmsDb: -100, peakDb: -100 });
    expect(silences(before)).toEqual([]);
    const [silence] = silences(reportsOf(meter, 0.3, () => 0));
    expect(silence).toMatchObject({ type: 'silent' });
    expect(silence?.type === 'silent' && silence.silentMs).toBeGreaterThanOrEqual(3000);
    expect(silence?.type === 'silent' && silence.silentMs).toBeLessThan(3100);
  });

  it('goes on reporting silence while it lasts, every three seconds', () => {
    expect(silences(reportsOf(new LevelMeter(RATE_HZ), 10, () => 0))).toHaveLength(3);
  });

  it('starts counting anew after a single sound', () => {
    const meter = new LevelMeter(RATE_HZ);
    expect(silences(reportsOf(meter, 2, () => 0))).toEqual([]);
    reportsOf(meter, 0.01, () => 1e-4);
    expect(silences(reportsOf(meter, 2.9, () => 0))).toEqual([]);
    expect(silences(reportsOf(meter, 0.3, () => 0))).toHaveLength(1);
    reportsOf(meter, 0.1, () => 1e-4);
    expect(silences(reportsOf(meter, 3.2, () => 0))).toHaveLength(1);
  });
});
