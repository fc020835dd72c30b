import { describe, expect, it } from 'vitest';
import { FloatQueue } from './float-queue';

describe('FloatQueue', () => {
  it('gives values back in order through many refills', () => {
    const queue = new FloatQueue();
    let written = 0;
    let read = 0;
    for (let round = 0; round < 300; round++) {
      queue.append(Float32Array.from({ length: (round * 37) % 211 }, () => written++));
      const count = Math.min(queue.length, (round * 53) % 190);
      expect([...queue.take(count)]).toEqual(Array.from({ length: count }, () => read++));
    }
    expect(queue.length).toBe(written - read);
    expect(written).toBeGreaterThan(20_000);
  });

  it('takes more than it ever held before in one piece', () => {
    const queue = new FloatQueue();
    queue.append(Float32Array.of(1));
    queue.append(new Float32Array(100_000).fill(2));
    expect(queue.take(100_001).at(-1)).toBe(2);
  });

  it('refuses to give what it has not', () => {
    expect(() => new FloatQueue().take(1)).toThrow(RangeError);
  });
});
