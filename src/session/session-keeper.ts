import type { ListedSession } from '../archive/session-archive';
import { EMPTY_TRANSCRIPT } from '../captions/transcript';
import { isLive } from './activity';
import type { Release, SessionLocks } from './session-locks';
import { SessionSaver, type SaverDeps } from './session-saver';
import { holdTabName, newTabName } from './tab-name';

const OWN_ID = 'tabscribe.slot';

export interface KeeperDeps extends SaverDeps {
  readonly locks: SessionLocks;
  /** Lasts as long as the tab, over its reloads. */
  readonly tab: Storage;
}

/** Knows which session the page is, so that a reload, a crash or a closed tab loses nothing, and no two tabs write the same. */
export class SessionKeeper {
  /** Of the session that was on the page before it was cleared. */
  #before: string | null = null;
  #release: Release | null;

  private constructor(
    private readonly deps: KeeperDeps,
    private readonly saver: SessionSaver,
    private current: string,
    release: Release | null,
  ) {
    this.#release = release;
  }

  /** Puts back what this tab had on its page before a reload, then keeps what comes. */
  static async open(deps: KeeperDeps): Promise<SessionKeeper> {
    const { archive, store, locks, tab } = deps;
    const { name: id, release } = await holdTabName(tab, OWN_ID, locks);
    const before = await archive.read(id).catch(() => EMPTY_TRANSCRIPT);
    if (before.sources.length > 0) store.write({ type: 'restored', transcript: before });
    return new SessionKeeper(deps, new SessionSaver(deps, id), id, release);
  }

  /** Of the session on the page. */
  get id(): string {
    return this.current;
  }

  /** Sessions whose captions were running when their tab went away, newest first. */
  async unfinished(): Promise<readonly ListedSession[]> {
    const { archive, locks, store } = this.deps;
    const [listed, held] = await Promise.all([archive.list(), locks.held()]);
    const goesOn = (id: string): boolean =>
      id === this.current ? isLive(store.state.activity) : held.has(id);
    return listed.filter(({ id, running }) => running && !goesOn(id));
  }

  /** Saves now. */
  save(): void {
    this.saver.save();
  }

  /** The page was cleared: what was on it stays in the list, and what comes is a new session. */
  startNew(): void {
    const before = this.current;
    this.#moveTo(newTabName(this.deps.tab, OWN_ID), null);
    this.#before = before;
    const id = this.current;
    void this.deps.locks.hold(id, {}).then((release) => {
      if (this.current === id) this.#release = release;
      else release?.();
    });
  }

  /** The clearing was undone: what came since goes to the session before. */
  async rejoin(): Promise<void> {
    const since = this.current;
    const before = this.#before;
    const release = before === null ? null : await this.deps.locks.hold(before, { ifAvailable: true });
    if (before === null || release === null) return;
    this.#moveTo(before, release);
    this.saver.schedule();
    await this.deps.archive.absorb(since, before);
  }

  /** Puts a session of the list on the page in place of what is there; false where another tab has it. */
  async open(id: string): Promise<boolean> {
    return this.#adopt(id, () => {
      this.deps.store.write({ type: 'cleared', inProgress: false });
    });
  }

  /** What is on the page goes on from the end of a session of the list; false where another tab has it. */
  async join(id: string): Promise<boolean> {
    const since = this.current;
    const joined = await this.#adopt(id, () => undefined);
    if (joined && since !== id) await this.deps.archive.absorb(since, id);
    return joined;
  }

  async #adopt(id: string, makeRoom: () => void): Promise<boolean> {
    const { archive, locks, store } = this.deps;
    if (id === this.current) return true;
    const release = await locks.hold(id, { ifAvailable: true });
    if (release === null) return false;
    const transcript = await archive.read(id);
    this.save();
    // From here on nothing waits: the page must never be saved as another session than its own.
    this.#moveTo(id, release);
    makeRoom();
    store.write({ type: 'restored', transcript });
    return true;
  }

  #moveTo(id: string, release: Release | null): void {
    this.#release?.();
    this.#release = release;
    this.current = id;
    this.deps.tab.setItem(OWN_ID, id);
    this.#before = null;
    this.saver.moveTo(id);
  }
}
