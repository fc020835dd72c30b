import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../contract/errors';
import type { SegmentWorkerApi, SegmentWorkerSetUp } from '../contract/segment-worker-api';
import { FakeSegmentWorker } from './fake-segment-worker';
import { RunnerGone } from './segment-runner';
import { place } from './utterance-text';
import { WorkerPool } from './worker-pool';

const SET_UP = {} as SegmentWorkerSetUp;
const SEGMENT = { id: 0, text: 'One.', words: [], startMs: 0, endMs: 10, engine: 'fake' };
const UTTERANCE = place(0, { frames: 1, data: new Float32Array(), samples: new Float32Array() }, 0);
const FAILED: Outcome<never> = { ok: false, failure: { code: 'out-of-memory', message: 'planted' } };

function setUp({
  write = () => Promise.resolve({ ok: true, value: [SEGMENT] }),
  prepare = () => Promise.resolve({ ok: true, value: null }),
  terms = () => SET_UP,
}: Partial<SegmentWorkerApi> & { terms?: () => SegmentWorkerSetUp | undefined } = {}) {
  const workers: FakeSegmentWorker[] = [];
  const pool = new WorkerPool(
    {
      most: 4,
      start: () => {
        const worker = new FakeSegmentWorker({ write, prepare });
        workers.push(worker);
        return worker;
      },
    },
    { setUp: terms, secondLook: () => true },
    () => 0,
  );
  let changes = 0;
  pool.onChange(() => (changes += 1));
  return { pool, workers, changes: () => changes };
}

const running = (workers: readonly FakeSegmentWorker[]): boolean[] =>
  workers.map(({ hasEnded }) => !hasEnded);

afterEach(() => {
  vi.useRealTimers();
});

describe('WorkerPool', () => {
  it('has those ready that have their models', async () => {
    const { pool, workers, changes } = setUp();
    pool.want(2);
    expect([pool.size, pool.ready.length]).toEqual([2, 0]);
    await vi.waitFor(() => {
      expect(pool.ready).toHaveLength(2);
    });
    expect(changes()).toBe(2);
    expect(workers.map((worker) => worker.setUp)).toEqual([SET_UP, SET_UP]);
    expect(await pool.ready[0]?.write([UTTERANCE], AbortSignal.abort())).toEqual([SEGMENT]);
    expect(workers[0]?.calls).toEqual([{ utterances: [UTTERANCE], secondLook: true }]);
  });

  it('stops those that are too many, and starts no more than are wanted', async () => {
    const { pool, workers } = setUp();
    pool.want(3);
    pool.want(3);
    pool.want(2);
    await vi.waitFor(() => {
      expect(pool.ready).toHaveLength(2);
    });
    expect(running(workers)).toEqual([true, true, false]);
    pool.end();
    pool.end();
    expect(running(workers)).toEqual([false, false, false]);
    expect([pool.size, pool.ready.length]).toEqual([0, 0]);
  });

  it('tells of one that ended in the middle of its work, and starts another', async () => {
    const { pool, workers } = setUp({ write: () => new Promise(() => undefined) });
    pool.want(2);
    await vi.waitFor(() => {
      expect(pool.ready).toHaveLength(2);
    });
    const writing = pool.ready[0]?.write([UTTERANCE], AbortSignal.abort());
    workers[0]?.end();
    await expect(writing).rejects.toBeInstanceOf(RunnerGone);
    expect([pool.size, pool.ready.length]).toEqual([1, 1]);
    pool.want(2);
    await vi.waitFor(() => {
      expect(pool.ready).toHaveLength(2);
    });
    expect(workers).toHaveLength(3);
  });

  it('gives up one that fails at a segment: another may do it', async () => {
    const { pool, workers } = setUp({ write: () => Promise.resolve(FAILED) });
    pool.want(1);
    await vi.waitFor(() => {
      expect(pool.ready).toHaveLength(1);
    });
    await expect(pool.ready[0]?.write([UTTERANCE], AbortSignal.abort())).rejects.toBeInstanceOf(RunnerGone);
    expect(running(workers)).toEqual([false]);
  });

  it('starts no more once too many could not load their models', async () => {
    const { pool, workers } = setUp({ prepare: () => Promise.resolve(FAILED) });
    for (let time = 0; time < 10; time += 1) {
      pool.want(2);
      await vi.waitFor(() => {
        expect(pool.size).toBe(0);
      });
    }
    expect(workers.length).toBeGreaterThan(2);
    expect(workers.length).toBeLessThan(6);
  });

  it('starts none where there can be none now', () => {
    const { pool, workers } = setUp({ terms: () => undefined });
    pool.want(2);
    expect(workers).toEqual([]);
  });

  it('keeps them a while for another file, and lets go of them then', async () => {
    vi.useFakeTimers();
    const { pool, workers } = setUp();
    pool.want(2);
    await vi.advanceTimersByTimeAsync(10);
    pool.rest();
    await vi.advanceTimersByTimeAsync(15_000);
    pool.want(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(running(workers)).toEqual([true, true]);
    pool.rest();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(running(workers)).toEqual([false, false]);
  });
});
