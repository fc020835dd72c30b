import type { Release, SessionLocks } from './session-locks';

/**
 * After a reload the page that was here lets go of its name about now; a busy browser takes a while. Whoever waits in
 * vain is a duplicated tab, which has nothing of its own to show yet.
 */
const RELOAD_GRACE_MS = 3000;

export interface TabName {
  readonly name: string;
  /** Gives the name up before the page ends. */
  readonly release: Release | null;
}

/**
 * The name that this tab had before a reload, or a new one, held as long as the page lives.
 *
 * @param tab lasts as long as the tab, over its reloads.
 */
export async function holdTabName(tab: Storage, key: string, locks: SessionLocks): Promise<TabName> {
  const known = tab.getItem(key);
  // A duplicated tab copies the name of one that is still there, and does not get it.
  const signal = AbortSignal.timeout(RELOAD_GRACE_MS);
  const release = known === null ? null : await locks.hold(known, { signal });
  if (known !== null && release !== null) return { name: known, release };
  const name = newTabName(tab, key);
  return { name, release: await locks.hold(name, {}) };
}

/** Gives the tab another name, which is not held yet. */
export function newTabName(tab: Storage, key: string): string {
  const name = crypto.randomUUID();
  tab.setItem(key, name);
  return name;
}
