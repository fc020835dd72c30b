import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunWatch } from './run-watch';

describe('RunWatch', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells of a call that does not come back in time, and of no other', async () => {
    const watch = new RunWatch(1000);
    const stuck = vi.fn();
    watch.onStuck(stuck);
    expect(await watch.over(Promise.resolve('done'))).toBe('done');
    await expect(watch.over(Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    vi.advanceTimersByTime(5000);
    expect(stuck).not.toHaveBeenCalled();
    void watch.over(new Promise(() => undefined));
    vi.advanceTimersByTime(999);
    expect(stuck).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(stuck).toHaveBeenCalledOnce();
  });
});
