import { expect, it } from 'vitest';
import { tokenStartsMs } from './attention-times';

/** Each head listens around a frame of its own, with a little of everything beside it. */
function row(frames: number, centre: number, heads: number, noise: (at: number) => number): Float32Array {
  return Float32Array.from({ length: heads * frames }, (_, at) => {
    const distance = (at % frames) - centre;
    return Math.exp(-(distance * distance) / 18) + 0.02 * noise(at);
  });
}

it('puts each token where it was heard', () => {
  const centres = [5, 20, 33, 60, 90];
  const rows = centres.map((centre, token) =>
    row(100, centre, 4, (at) => ((at * 7919 + token * 104729) % 97) / 97),
  );
  const starts = tokenStartsMs(rows, 4, 100);
  expect(starts[0]).toBe(0);
  for (const [token, centre] of centres.entries()) {
    const startMs = starts[token] ?? -1;
    const endMs = starts[token + 1] ?? 2000;
    expect(startMs).toBeLessThanOrEqual(20 * centre);
    expect(endMs).toBeGreaterThan(20 * centre);
  }
});

it('never goes back in time, nor beyond the sound', () => {
  const rows = [40, 10, 70, 20].map((centre) => row(80, centre, 1, () => 0));
  const starts = tokenStartsMs(rows, 1, 50);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(Math.max(...starts)).toBeLessThan(1000);
});
