import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { SegmentScheduler, type Runners } from './segment-scheduler';
import { RunnerGone, type SegmentRunner } from './segment-runner';
import { place, type PlacedUtterance } from './utterance-text';

const FRAMES = 100;

function utteranceAt(order: number): PlacedUtterance {
  const audio = { frames: FRAMES, data: new Float32Array(), samples: new Float32Array() };
  return place(order, audio, order * FRAMES);
}

function segmentOf({ id, startMs, endMs }: PlacedUtterance): Segment {
  return { id, text: `text ${String(id)}`, words: [], startMs, endMs, engine: 'fake' };
}

/** Writes when it is told to. */
class ManualRunner implements SegmentRunner {
  /** Ids of each call. */
  readonly calls: number[][] = [];
  #settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;

  constructor(
    readonly batchSegments = 1,
    readonly capacity = 2,
  ) {}

  write(utterances: readonly PlacedUtterance[]): Promise<readonly Segment[]> {
    this.calls.push(utterances.map(({ id }) => id));
    return new Promise((resolve, reject) => {
      this.#settle = {
        resolve: () => {
          resolve(utterances.map(segmentOf));
        },
        reject,
      };
    });
  }

  async finish(): Promise<void> {
    this.#settle?.resolve();
    await settled();
  }

  async fail(error: unknown): Promise<void> {
    this.#settle?.reject(error);
    await settled();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

class ListedRunners implements Runners {
  #listener: () => void = () => undefined;
  #list: readonly SegmentRunner[];

  constructor(...list: readonly SegmentRunner[]) {
    this.#list = list;
  }

  inUse(): readonly SegmentRunner[] {
    return this.#list;
  }

  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  change(...list: readonly SegmentRunner[]): void {
    this.#list = list;
    this.#listener();
  }
}

function setUp(...runners: readonly SegmentRunner[]) {
  const delivered: [string | undefined, number][] = [];
  const written: number[] = [];
  const abort = new AbortController();
  const listed = new ListedRunners(...runners);
  const scheduler = new SegmentScheduler({
    runners: listed,
    signal: abort.signal,
    deliver: (segment, endMs) => delivered.push([segment?.text, endMs]),
    onWritten: ({ id }) => written.push(id),
  });
  /** Adds so many, as fast as it may. */
  const addAll = async (count: number): Promise<void> => {
    for (let order = 0; order < count; order += 1) await scheduler.add(utteranceAt(order));
    await scheduler.finish();
  };
  return { scheduler, listed, delivered, written, abort, addAll };
}

describe('SegmentScheduler', () => {
  it('has runners write side by side and delivers in the order of the file', async () => {
    const [one, other] = [new ManualRunner(), new ManualRunner()];
    const { addAll, delivered, written } = setUp(one, other);
    const all = addAll(3);
    await settled();
    expect([one.calls, other.calls]).toEqual([[[0]], [[1]]]);
    await other.finish();
    expect(other.calls).toEqual([[1], [2]]);
    await other.finish();
    expect(written).toEqual([1, 2]);
    expect(delivered).toEqual([]);
    await one.finish();
    await all;
    expect(delivered).toEqual([
      ['text 0', 1000],
      ['text 1', 2000],
      ['text 2', 3000],
    ]);
  });

  it('wants no more than runners have a use for', async () => {
    const [one, other] = [new ManualRunner(), new ManualRunner()];
    const { scheduler } = setUp(one, other);
    let added = 0;
    const adding = (async () => {
      for (let order = 0; order < 9; order += 1) {
        await scheduler.add(utteranceAt(order));
        added += 1;
      }
    })();
    await settled();
    // Two being written, two waiting: the fourth add() has not come back.
    expect(added).toBe(3);
    await one.finish();
    expect(added).toBe(4);
    while (added < 9) {
      await one.finish();
      await other.finish();
    }
    await adding;
  });

  it('cuts nothing while this thread alone writes', async () => {
    const own = new ManualRunner(1, 1);
    const { scheduler, delivered } = setUp(own);
    const first = scheduler.add(utteranceAt(0)).then(() => delivered.length);
    await settled();
    await own.finish();
    expect(await first).toBe(1);
  });

  it('gives a runner what waits, up to its batch', async () => {
    const runner = new ManualRunner(3, 6);
    const { addAll, delivered } = setUp(runner);
    const all = addAll(5);
    await settled();
    expect(runner.calls).toEqual([[0]]);
    await runner.finish();
    expect(runner.calls).toEqual([[0], [1, 2, 3]]);
    await runner.finish();
    await runner.finish();
    await all;
    expect(runner.calls).toEqual([[0], [1, 2, 3], [4]]);
    expect(delivered.map(([text]) => text)).toEqual(['text 0', 'text 1', 'text 2', 'text 3', 'text 4']);
  });

  it('has what a worker left undone written by another, before what comes later', async () => {
    const [broken, other] = [new ManualRunner(), new ManualRunner()];
    const { addAll, listed, delivered } = setUp(broken, other);
    const all = addAll(4);
    await settled();
    listed.change(other);
    await broken.fail(new RunnerGone());
    for (let call = 0; call < 4; call += 1) await other.finish();
    await all;
    expect(broken.calls).toEqual([[0]]);
    expect(other.calls).toEqual([[1], [0], [2], [3]]);
    expect(delivered.map(([text]) => text)).toEqual(['text 0', 'text 1', 'text 2', 'text 3']);
  });

  it('uses a runner as soon as it is there', async () => {
    const [own, late] = [new ManualRunner(1, 1), new ManualRunner()];
    const { addAll, listed } = setUp(own);
    const all = addAll(3);
    await settled();
    expect(own.calls).toEqual([[0]]);
    listed.change(late, own);
    await settled();
    expect(late.calls).toEqual([[1]]);
    await own.finish();
    await late.finish();
    await own.finish();
    await late.finish();
    await all;
  });

  it('stops when it is cancelled, and delivers nothing more', async () => {
    const runner = new ManualRunner();
    const { addAll, abort, delivered } = setUp(runner);
    const all = addAll(3);
    await settled();
    abort.abort();
    await expect(all).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await runner.finish();
    expect(runner.calls).toEqual([[0]]);
    expect(delivered).toHaveLength(1);
  });

  it('fails as an engine fails, and asks no runner again', async () => {
    const [one, other] = [new ManualRunner(), new ManualRunner()];
    const { addAll } = setUp(one, other);
    const all = addAll(4);
    const failed = expect(all).rejects.toThrow('planted');
    await settled();
    await one.fail(new Error('planted'));
    await failed;
    await other.finish();
    expect([one.calls, other.calls]).toEqual([[[0]], [[1]]]);
  });
});
