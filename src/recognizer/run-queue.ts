/** Runs asynchronous tasks one at a time, in the order they came. */
export class RunQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the task does; a rejection does not touch the tasks behind it. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
