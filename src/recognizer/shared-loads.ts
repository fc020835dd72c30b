import { RunQueue } from './run-queue';

/** One load after the other; who asks for the one that is still under way shares it. */
export class SharedLoads<T> {
  readonly #queue = new RunQueue();
  #newest: { readonly key: string; readonly outcome: Promise<T> } | undefined;

  /** @param key of what is loaded. */
  run(key: string, load: () => Promise<T>): Promise<T> {
    if (this.#newest?.key === key) return this.#newest.outcome;
    const outcome = this.#queue.run(load);
    const newest = { key, outcome };
    this.#newest = newest;
    void outcome.finally(() => {
      if (this.#newest === newest) this.#newest = undefined;
    });
    return outcome;
  }
}
