import type { CutUtterance, SegmentWorkerApi, SegmentWorkerSetUp } from '../contract/segment-worker-api';
import type { SegmentWorker } from './remote-runner';

/** A worker that a test can end: no answer comes from it then. For tests. */
export class FakeSegmentWorker implements SegmentWorker {
  readonly api: SegmentWorkerApi;
  readonly ended: Promise<void>;
  setUp: SegmentWorkerSetUp | undefined;
  /** Of each call: its utterances, and whether the second look was wanted. */
  readonly calls: { readonly utterances: readonly CutUtterance[]; readonly secondLook: boolean }[] = [];
  hasEnded = false;
  #end: () => void = () => undefined;

  /** @param onWrite waited for before it writes. */
  constructor(
    inner: SegmentWorkerApi,
    onWrite: (worker: FakeSegmentWorker) => Promise<void> = () => Promise.resolve(),
  ) {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.api = {
      prepare: (setUp) => {
        this.setUp = setUp;
        return this.#unlessEnded(inner.prepare(setUp));
      },
      write: (utterances, secondLook) => {
        this.calls.push({ utterances, secondLook });
        return this.#unlessEnded(onWrite(this).then(() => inner.write(utterances, secondLook)));
      },
    };
  }

  terminate(): void {
    this.end();
  }

  /** As when the browser ends it. */
  end(): void {
    this.hasEnded = true;
    this.#end();
  }

  async #unlessEnded<T>(answer: Promise<T>): Promise<T> {
    const value = await answer;
    return this.hasEnded ? new Promise(() => undefined) : value;
  }
}
