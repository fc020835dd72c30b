const NAME = 'tabscribe.at-work';
const RETRY_MS = 1000;

/** Tells tabs of each other's work: captions or files that a new version must not interrupt. */
export class WorkLock {
  #end: (() => void) | null = null;

  constructor(
    private readonly locks: Pick<LockManager, 'request'> | undefined,
    private readonly waitMs = RETRY_MS,
  ) {}

  /** Says whether this tab is at work. */
  set(atWork: boolean): void {
    if (atWork === (this.#end !== null)) return;
    this.#end?.();
    this.#end = null;
    if (!atWork) return;
    const ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    void this.locks?.request(NAME, { mode: 'shared' }, () => ended).catch(() => undefined);
  }

  /**
   * Resolves once no tab is at work.
   *
   * @param isSafe whether this tab can be loaded again.
   */
  async allAtRest(isSafe: () => boolean): Promise<void> {
    while (!isSafe() || !(await this.#isFree())) {
      await new Promise((resolve) => setTimeout(resolve, this.waitMs));
    }
  }

  /** Asks and lets go: a request that waited would stand before those of captions that begin meanwhile. */
  async #isFree(): Promise<boolean> {
    const asked = this.locks?.request(NAME, { ifAvailable: true }, (lock) => Promise.resolve(lock !== null));
    return (await asked?.catch(() => true)) ?? true;
  }
}
