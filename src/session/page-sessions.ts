import { SessionArchive, type ListedSession } from '../archive/session-archive';
import { SoundArchive } from '../archive/sound-archive';
import { KeptSound } from './kept-sound';
import { moveOldTranscripts } from './old-transcripts';
import { SessionDesk } from './session-desk';
import { SessionKeeper } from './session-keeper';
import { SessionLocks, type SessionLockManager } from './session-locks';
import type { SessionStore } from './session-store';

export interface PageSessionsDeps {
  readonly store: SessionStore;
  readonly locks: SessionLockManager | undefined;
  readonly local: Storage;
  /** Lasts as long as the tab, over its reloads. */
  readonly tab: Storage;
  readonly startCaptions: () => void;
  readonly onKept: (kept: boolean) => void;
  readonly onUnfinished: (sessions: readonly ListedSession[]) => void;
}

/** Keeps what is on the page, and gives the desk at which a person finds it again. */
export class PageSessions {
  readonly desk: SessionDesk;
  readonly sound: KeptSound;
  readonly #keeper: Promise<SessionKeeper>;

  constructor({ store, locks: manager, local, tab, ...deps }: PageSessionsDeps) {
    const archive = new SessionArchive();
    const locks = new SessionLocks(manager);
    this.#keeper = moveOldTranscripts(local, archive).then(() =>
      SessionKeeper.open({ archive, store, locks, tab, nowMs: () => Date.now(), onKept: deps.onKept }),
    );
    this.sound = new KeptSound({ archive: new SoundArchive(), keeper: this.#keeper, locks, store });
    this.desk = new SessionDesk({
      archive,
      locks,
      keeper: this.#keeper,
      sound: this.sound,
      clearPage: () => {
        store.write({ type: 'cleared', inProgress: false });
      },
      startCaptions: deps.startCaptions,
      estimate: () => navigator.storage.estimate(),
      onUnfinished: deps.onUnfinished,
    });
    const save = (): void =>
      void this.#keeper.then((keeper) => {
        keeper.save();
      });
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') save();
    });
    // Without IndexedDB there is no list, and captions go on.
    this.desk.tellUnfinished().catch(() => {
      deps.onKept(false);
    });
    this.sound.tidy().catch(() => undefined);
  }

  /** @param clear takes everything off the page; what was there stays in the list. */
  async clearPage(clear: () => void): Promise<void> {
    const keeper = await this.#keeper.catch(() => null);
    keeper?.save();
    clear();
    keeper?.startNew();
  }

  /** Of the session on the page, once what was there before a reload is there again. */
  async id(): Promise<string> {
    return (await this.#keeper).id;
  }

  /** What is on the page goes on from the end of a session of the list; false where another tab has it. */
  async join(id: string): Promise<boolean> {
    const joined = await (await this.#keeper).join(id);
    await this.desk.tellUnfinished();
    return joined;
  }

  /** What clearPage() took away is on the page again. */
  async undoClear(): Promise<void> {
    await (await this.#keeper).rejoin();
    this.sound.changed();
  }
}
