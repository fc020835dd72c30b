import type { SegmentWorkerSetUp } from '../contract/segment-worker-api';
import { RemoteRunner, type SegmentWorker } from './remote-runner';
import type { SegmentRunner } from './segment-runner';
import { WorkerCount } from './worker-count';

/** After so many that ended by themselves the rest of the work is done without more. */
const MOST_LOST = 3;
/** So long they are kept for another file; each holds a copy of the models. */
const IDLE_MS = 20_000;

/** Where workers beside this one come from. */
export interface WorkerSource {
  /** So many at once on this device, at most. */
  readonly most: number;
  start(): SegmentWorker;
}

/** What workers are to be like. */
export interface WorkerTerms {
  /** Undefined where there can be none now. */
  readonly setUp: () => SegmentWorkerSetUp | undefined;
  /** Whether the second look writes what is given to them now. */
  readonly secondLook: () => boolean;
}

/** The workers that write segments beside this one, from their start to their end. */
export class WorkerPool {
  readonly count: WorkerCount;
  #runners: RemoteRunner[] = [];
  #lost = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #listener: () => void = () => undefined;

  constructor(
    private readonly source: WorkerSource,
    private readonly terms: WorkerTerms,
    nowMs: () => number = () => performance.now(),
  ) {
    this.count = new WorkerCount(source.most, nowMs);
  }

  /** Those that can write. */
  get ready(): readonly SegmentRunner[] {
    return this.#runners.filter(({ ready }) => ready);
  }

  /** So many can write, or soon will. */
  get size(): number {
    return this.#runners.length;
  }

  /** Calls back when others than before can write. The newest listener counts. */
  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  /** From now on there are so many, as far as they can be had. What one is at that is too many is left undone. */
  want(count: number): void {
    clearTimeout(this.#idle);
    this.#stopAllBut(count);
    while (this.#runners.length < count && this.#lost <= MOST_LOST) {
      const setUp = this.terms.setUp();
      if (setUp === undefined) return;
      this.#start(setUp);
    }
  }

  /** The file is done: they wait a while for another. */
  rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      this.end();
    }, IDLE_MS);
  }

  /** Safe to call twice; want() begins anew. */
  end(): void {
    clearTimeout(this.#idle);
    this.#stopAllBut(0);
  }

  #start(setUp: SegmentWorkerSetUp): void {
    const runner = new RemoteRunner(this.source.start(), this.terms.secondLook);
    this.#runners.push(runner);
    void runner.stopped.then(() => {
      this.#drop(runner);
    });
    void runner.open(setUp).then(() => {
      this.#listener();
    });
  }

  #stopAllBut(count: number): void {
    const others = this.#runners.splice(count);
    for (const runner of others) runner.stop();
    if (others.length > 0) this.#listener();
  }

  /** Does nothing for one that was stopped on purpose. */
  #drop(runner: RemoteRunner): void {
    if (!this.#runners.includes(runner)) return;
    this.#runners = this.#runners.filter((other) => other !== runner);
    this.#lost += 1;
    this.#listener();
  }
}
