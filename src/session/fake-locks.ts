import type { SessionLockManager } from './session-locks';

/** Locks as the browser gives them, without waiting: a lock that is held is refused. */
export class FakeLocks implements SessionLockManager {
  readonly #held = new Set<string>();

  async request(
    name: string,
    _options: LockOptions,
    callback: (lock: Lock | null) => Promise<unknown> | undefined,
  ): Promise<unknown> {
    if (this.#held.has(name)) return callback(null);
    this.#held.add(name);
    const result = await callback({ name, mode: 'exclusive' });
    this.#held.delete(name);
    return result;
  }

  query() {
    return Promise.resolve({ held: [...this.#held].map((name) => ({ name })) });
  }

  /** As when tabs go away. */
  releaseAll(): void {
    this.#held.clear();
  }
}
