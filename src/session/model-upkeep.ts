import { isFree } from './activity';
import type { SessionStore } from './session-store';

/** So long after the models are there, newer versions of them are looked for; nothing waits for those. */
const UPDATE_AFTER_MS = 30_000;
const PERSIST_ASKED_KEY = 'tabscribe.persist-asked';

/** The second look is the first big model that comes: then it is worth asking, and only once. */
export function askOnceForBigModel(
  store: SessionStore,
  local: Storage,
  persist: () => Promise<boolean>,
): void {
  store.subscribe(({ secondLook }) => {
    if (secondLook.kind !== 'ready' || local.getItem(PERSIST_ASKED_KEY) !== null) return;
    try {
      local.setItem(PERSIST_ASKED_KEY, 'yes');
    } catch {
      // Asked again next time.
    }
    void persist();
  });
}

/** Runs once, when the models have been there for a while and nothing else goes on. */
export function updateLater(store: SessionStore, update: () => Promise<void>): void {
  let started = false;
  store.subscribe(({ engine }) => {
    if (engine.kind !== 'ready' || started) return;
    started = true;
    const run = (): void => {
      if (isFree(store.state.activity)) void update();
      else setTimeout(run, UPDATE_AFTER_MS);
    };
    setTimeout(run, UPDATE_AFTER_MS);
  });
}
