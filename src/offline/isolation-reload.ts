const TRIED_KEY = 'tabscribe:isolation-reload';

export interface IsolationState {
  readonly crossOriginIsolated: boolean;
  /** A stream or file is running: a reload would lose it. */
  readonly busy: boolean;
  /** Storage that lives as long as the tab. A function, because browsers that block it throw on access. */
  readonly tabStorage: () => Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * Whether to reload now that the service worker is in control and adds the isolation headers. True at most once a
 * tab: where the headers do not help (an embedded page, an old browser) the app goes on with one thread.
 */
export function takeIsolationReload({ crossOriginIsolated, busy, tabStorage }: IsolationState): boolean {
  if (crossOriginIsolated || busy) return false;
  try {
    const storage = tabStorage();
    if (storage.getItem(TRIED_KEY) !== null) return false;
    storage.setItem(TRIED_KEY, 'yes');
    return true;
  } catch {
    // Without storage nothing could stop a loop.
    return false;
  }
}
