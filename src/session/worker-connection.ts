import { wrap, type Remote } from 'comlink';
import type { Outcome } from '../contract/errors';
import { Deferred } from './deferred';

/** A worker that is called through Comlink, and may die: no call waits for an answer that does not come. */
export class WorkerConnection<Api> {
  readonly remote: Remote<Api>;
  readonly #end = new Deferred<string>();

  constructor(private readonly worker: Worker) {
    this.remote = wrap<Api>(worker);
  }

  /** What the call answers; 'internal' where it throws, or the worker is gone. */
  async answered<T>(call: (remote: Remote<Api>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const gone = this.#end.promise.then((reason) => internal<T>(reason));
    try {
      return await Promise.race([call(this.remote), gone]);
    } catch (thrown) {
      return internal(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** Ends the worker. All calls that wait are answered. */
  end(reason: string): void {
    this.worker.terminate();
    this.#end.resolve(reason);
  }
}

function internal<T>(message: string): Outcome<T> {
  return { ok: false, failure: { code: 'internal', message } };
}
