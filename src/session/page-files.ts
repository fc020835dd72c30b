import { FileShelf } from '../archive/file-shelf';
import { FileKeeper } from './file-keeper';
import type { FileQueue } from './file-queue';
import type { PageSessions } from './page-sessions';
import { SessionLocks, type SessionLockManager } from './session-locks';

export interface PageFilesDeps {
  readonly queue: FileQueue;
  readonly sessions: PageSessions;
  readonly locks: SessionLockManager | undefined;
  /** Lasts as long as the tab, over its reloads. */
  readonly tab: Storage;
  /** Names of files that an earlier page left undone. */
  readonly onUnfinished: (names: readonly string[]) => void;
}

/** What a person can do with files: the queue, and what an earlier page left undone. */
export function pageFiles({ queue, sessions, locks, tab, onUnfinished }: PageFilesDeps) {
  const opened = FileKeeper.open({
    shelf: new FileShelf(),
    queue,
    locks: new SessionLocks(locks, 'tabscribe.files.'),
    tab,
    sessionId: () => sessions.id(),
    joinSession: (id) => sessions.join(id),
    estimate: () => navigator.storage.estimate(),
    onUnfinished,
  });
  // Without IndexedDB nothing is kept over a reload, and files are transcribed all the same.
  const keeper = opened.catch(() => null);
  return {
    add: (files: readonly File[], skipped: number): void => {
      queue.add(files, skipped);
    },
    pause: (id: string): void => {
      queue.pause(id);
    },
    resume: (id: string): void => {
      queue.resume(id);
    },
    cancel: (id: string) => void queue.cancel(id),
    cancelCurrent: () => void queue.cancelCurrent(),
    cancelAll: () => void queue.cancelAll(),
    skipSecondLook: (): void => {
      queue.skipSecondLook();
    },
    dismissSkipped: (): void => {
      queue.dismissSkipped();
    },
    takeBack: (): void => {
      queue.takeBack();
    },
    dismissCancelled: (): void => {
      queue.dismissCancelled();
    },
    goOn: () => void keeper.then((here) => here?.goOn()),
    forget: () => void keeper.then((here) => here?.forget()),
  };
}
