import { EngineRunner } from './engine-runner';
import type { SegmentRunner } from './segment-runner';
import type { Runners } from './segment-scheduler';
import type { Engines, PlacedUtterance } from './utterance-text';
import type { WorkerPool } from './worker-pool';

export interface FileRunnersOptions {
  readonly engines: Engines;
  /** Absent where there are no workers to be had. */
  readonly pool?: WorkerPool | undefined;
  /** So many workers from the beginning; what is measured decides where absent. */
  readonly workers?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Who writes one file: this thread, until two workers or more are there. Then it only decodes and cuts, as its own models
 * would take the cores of theirs.
 */
export class FileRunners implements Runners {
  readonly #own: SegmentRunner;
  /** Workers that wrote some of it. */
  readonly #helpers = new Set<SegmentRunner>();
  readonly #endWorkers = (): void => {
    this.options.pool?.end();
  };

  constructor(private readonly options: FileRunnersOptions) {
    const { engines, pool, signal } = options;
    this.#own = new EngineRunner(engines);
    pool?.count.begin();
    // What a worker is at cannot be given up, and would hold up what comes next.
    signal.addEventListener('abort', this.#endWorkers, { once: true });
  }

  /** So many workers wrote some of it. */
  get helpers(): number {
    return this.#helpers.size;
  }

  inUse(): readonly SegmentRunner[] {
    const ready = this.options.pool?.ready ?? [];
    return ready.length > 1 ? ready : [...ready, this.#own];
  }

  onChange(listener: () => void): void {
    this.options.pool?.onChange(listener);
  }

  /** Has as many workers as are right for so much sound. */
  want(leftMs: number): void {
    const { pool, workers } = this.options;
    if (pool === undefined) return;
    if (workers === undefined) pool.want(pool.count.wanted(leftMs, pool.size));
    else pool.want(workers > 1 ? workers : 0);
  }

  /** @param leftMs of the file's sound, as far as is known. */
  wrote({ startMs, endMs }: PlacedUtterance, leftMs: number, runner: SegmentRunner): void {
    const { pool } = this.options;
    if (runner !== this.#own) this.#helpers.add(runner);
    pool?.count.note(endMs - startMs, leftMs, pool.ready.length);
    this.want(leftMs);
  }

  /** The file is done, or has failed. */
  close(): void {
    const { pool, signal } = this.options;
    signal.removeEventListener('abort', this.#endWorkers);
    pool?.rest();
  }
}
