import type { SegmentWorkerApi, SegmentWorkerSetUp } from '../contract/segment-worker-api';
import type { Segment } from '../contract/transcript';
import { RunnerGone, type SegmentRunner } from './segment-runner';
import type { PlacedUtterance } from './utterance-text';

/** A worker beside this one that was just started. */
export interface SegmentWorker {
  readonly api: SegmentWorkerApi;
  /** Resolves when it has come to its end, whatever ended it. */
  readonly ended: Promise<unknown>;
  /** Safe to call twice. */
  terminate(): void;
}

/** Has segments written by a worker. One that fails, or is told to stop, is of no more use. */
export class RemoteRunner implements SegmentRunner {
  readonly batchSegments = 1;
  /** The next one is at hand when one is done. */
  readonly capacity = 2;
  #ready = false;
  #stop: () => void = () => undefined;
  readonly #stopped: Promise<void>;

  /** @param secondLook whether the second look writes what is given to it now. */
  constructor(
    private readonly worker: SegmentWorker,
    private readonly secondLook: () => boolean,
  ) {
    const stopped = new Promise<void>((resolve) => {
      this.#stop = resolve;
    });
    this.#stopped = Promise.race([stopped, worker.ended.then(() => undefined)]).then(() => {
      this.#ready = false;
    });
  }

  /** Whether it has its models, and is there. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Resolves when it has come to its end. */
  get stopped(): Promise<void> {
    return this.#stopped;
  }

  /** Has it load its models. Resolves with whether it can be used; one that cannot is stopped. */
  async open(setUp: SegmentWorkerSetUp): Promise<boolean> {
    const outcome = await this.#answer(this.worker.api.prepare(setUp));
    this.#ready = outcome?.ok === true;
    if (!this.#ready) this.stop();
    return this.#ready;
  }

  async write(utterances: readonly PlacedUtterance[]): Promise<readonly (Segment | undefined)[]> {
    const outcome = await this.#answer(this.worker.api.write(utterances, this.secondLook()));
    if (outcome?.ok !== true) {
      this.stop();
      throw new RunnerGone();
    }
    return outcome.value.map((segment) => segment ?? undefined);
  }

  /** Ends it, whatever it is doing. Safe to call twice. */
  stop(): void {
    this.#ready = false;
    this.worker.terminate();
    this.#stop();
  }

  /** Undefined where there is none to wait for. */
  #answer<T>(call: Promise<T>): Promise<T | undefined> {
    return Promise.race([call, this.#stopped.then(() => undefined)]).catch(() => undefined);
  }
}
