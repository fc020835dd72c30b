import { describe, expect, it } from 'vitest';
import { FourierTransform } from './fourier-transform';

/** The definition, term by term: real and imaginary part of value k. */
function plainValue(values: ArrayLike<number>, k: number): readonly [number, number] {
  const points = values.length / 2;
  let real = 0;
  let imaginary = 0;
  for (let n = 0; n < points; n += 1) {
    const angle = (-2 * Math.PI * ((k * n) % points)) / points;
    const [re = 0, im = 0] = [values[2 * n], values[2 * n + 1]];
    real += re * Math.cos(angle) - im * Math.sin(angle);
    imaginary += re * Math.sin(angle) + im * Math.cos(angle);
  }
  return [real, imaginary];
}

describe('FourierTransform', () => {
  it.each([1, 2, 4, 5, 10, 25, 200])(
    'agrees with the plain transform of %i points, again and again',
    (points) => {
      const transform = new FourierTransform(points);
      for (const seed of [0.37, 0.11]) {
        const values = Float64Array.from({ length: 2 * points }, (_, n) => Math.sin(n * n * seed) + seed);
        transform.input.set(values);
        const found = transform.run();
        for (let k = 0; k < points; k += 1) {
          const [real, imaginary] = plainValue(values, k);
          expect(Math.abs((found[2 * k] ?? NaN) - real)).toBeLessThan(1e-12 * points);
          expect(Math.abs((found[2 * k + 1] ?? NaN) - imaginary)).toBeLessThan(1e-12 * points);
        }
      }
    },
  );

  it.each([0, 3, 12, 14])('refuses %d points', (points) => {
    expect(() => new FourierTransform(points)).toThrow(RangeError);
  });
});
