import type { Transcript } from '../captions/transcript';
import type { PageSessions } from './page-sessions';
import type { SessionController } from './session-controller';

export interface ClearingDeps {
  readonly session: Pick<SessionController, 'clear' | 'restore'>;
  readonly sessions: Pick<PageSessions, 'clearPage' | 'undoClear'>;
  /** Whether what was cleared can be put back. */
  readonly onUndoable: (undoable: boolean) => void;
}

/** Takes all captions from the page, and puts them back where that was a mistake. */
export function clearing({ session, sessions, onUndoable }: ClearingDeps) {
  let cleared: Transcript | null = null;
  const dismissUndo = (): void => {
    cleared = null;
    onUndoable(false);
  };
  return {
    clear: () =>
      void sessions.clearPage(() => {
        cleared = session.clear();
        onUndoable(true);
      }),
    undoClear: (): void => {
      if (cleared !== null) session.restore(cleared);
      void sessions.undoClear();
      dismissUndo();
    },
    dismissUndo,
  };
}
