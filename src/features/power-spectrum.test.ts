import { describe, expect, it } from 'vitest';
import { PowerSpectrum } from './power-spectrum';

/** The definition, term by term. */
function plainPower(frame: Float64Array, k: number): number {
  let real = 0;
  let imaginary = 0;
  frame.forEach((value, n) => {
    real += value * Math.cos((2 * Math.PI * k * n) / frame.length);
    imaginary -= value * Math.sin((2 * Math.PI * k * n) / frame.length);
  });
  return real ** 2 + imaginary ** 2;
}

describe('PowerSpectrum', () => {
  it.each([4, 8, 20, 400])('agrees with the plain transform of %i points', (points) => {
    const frame = Float64Array.from({ length: points }, (_, n) => Math.sin(n * n * 0.37) + 0.3 * Math.cos(n));
    const power = new Float64Array(points / 2 + 1).fill(Number.NaN);
    new PowerSpectrum(points).compute(frame, power);
    const total = frame.reduce((sum, value) => sum + value * value, 0) * points;
    power.forEach((value, k) => expect(Math.abs(value - plainPower(frame, k)) / total).toBeLessThan(1e-14));
  });

  it('keeps nothing from the frame before', () => {
    const spectrum = new PowerSpectrum(8);
    const power = new Float64Array(5);
    spectrum.compute(new Float64Array(8).fill(3), power);
    spectrum.compute(new Float64Array(8), power);
    expect([...power]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([0, -4, 6, 12, 402, 2.5, Number.NaN])('refuses %d points', (points) => {
    expect(() => new PowerSpectrum(points)).toThrow(RangeError);
  });
});
