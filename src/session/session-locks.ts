/** The part of the browser's locks that is used. */
export interface SessionLockManager {
  request(
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<unknown> | undefined,
  ): Promise<unknown>;
  query(): Promise<{ held?: readonly { name?: string }[] }>;
}

const SESSIONS = 'tabscribe.session.';

/** Lets go of a session. Safe to call twice. */
export type Release = () => void;

/** Tells tabs apart: the one that has a session on its page holds that session's lock, and a tab that is gone holds none. */
export class SessionLocks {
  /** @param prefix of the locks' names; there may be others than those of sessions. */
  constructor(
    private readonly locks: SessionLockManager | undefined,
    private readonly prefix = SESSIONS,
  ) {}

  /** Takes a session; null where another tab has it. */
  hold(id: string, options: LockOptions): Promise<Release | null> {
    const { locks, prefix } = this;
    if (locks === undefined) return Promise.resolve(() => undefined);
    return new Promise((resolve) => {
      locks
        .request(prefix + id, options, (lock) => {
          if (lock === null) {
            resolve(null);
            return undefined;
          }
          return new Promise<void>((release) => {
            resolve(release);
          });
        })
        .catch(() => {
          resolve(null);
        });
    });
  }

  /** Ids of the sessions that tabs have on their pages. */
  async held(): Promise<ReadonlySet<string>> {
    const { held = [] } = (await this.locks?.query()) ?? {};
    return new Set(
      held.flatMap(({ name = '' }) => (name.startsWith(this.prefix) ? [name.slice(this.prefix.length)] : [])),
    );
  }
}
