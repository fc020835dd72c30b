/** Tells of a call that does not come back, which throws nothing and would be waited for without end. */
export class RunWatch {
  readonly #listeners = new Set<() => void>();

  constructor(private readonly limitMs: number) {}

  /** Called with each call that has not come back in time; it may still do so. */
  onStuck(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves or rejects as the call does. */
  async over<T>(call: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      for (const listener of this.#listeners) listener();
    }, this.limitMs);
    try {
      return await call;
    } finally {
      clearTimeout(timer);
    }
  }
}
