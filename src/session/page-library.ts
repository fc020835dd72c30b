import type { FileChoice } from '../contract/model-library-api';
import type { CatalogueModel } from '../contract/model-catalogue';
import { InstalledModels, modelsEvicted } from './installed-models';
import { newsChannel } from './library-news';
import type { LibraryState } from './library-state';
import { PageLibrary } from './model-library';
import { RemoteLibrary } from './remote-library';
import type { SessionController } from './session-controller';
import { isFree, type SessionState } from './session-state';
import type { SessionStore } from './session-store';

/** So long after the models are there, newer versions of them are looked for; nothing waits for those. */
const UPDATE_AFTER_MS = 30_000;
const PERSIST_ASKED_KEY = 'tabscribe.persist-asked';

export interface PageLibraryDeps {
  readonly createWorker: () => Worker;
  readonly modelsUrl: string;
  readonly store: SessionStore;
  readonly session: Pick<SessionController, 'removeStudent' | 'setSecondLook' | 'chooseWriting'>;
  readonly local: Storage;
  /** Asks the browser to keep what is here. */
  readonly persist: () => Promise<boolean>;
  readonly onChange: (state: LibraryState) => void;
}

/** What the page offers of models: the library in its worker, joined with what is in use. */
export function pageLibrary(deps: PageLibraryDeps) {
  const { store, session, local, modelsUrl } = deps;
  const remote = new RemoteLibrary(deps.createWorker, modelsUrl);
  const installed = new InstalledModels(local);
  const library = new PageLibrary({
    api: remote,
    channel: newsChannel(),
    installed,
    // Insecure pages have none.
    storage: (navigator as Partial<Navigator>).storage ?? {},
    persist: deps.persist,
    choice: () => choiceOf(store.state),
    isOnline: () => navigator.onLine,
    nowMs: () => performance.now(),
    onChange: deps.onChange,
  });
  let isOpen = false;
  const rest = (): void => {
    if (!isOpen && !library.isBusy) remote.end();
  };
  addEventListener('online', () => {
    library.online();
  });
  askOnceForBigModel(store, local, deps.persist);
  updateLater(store, async () => {
    await library.updateShipped();
    rest();
  });
  const write = async (model: string): Promise<void> => {
    await session.chooseWriting({ model });
    if (store.state.secondLook.kind === 'off') await session.setSecondLook(true);
  };
  return {
    open: () => {
      isOpen = true;
      void library.refresh();
    },
    close: () => {
      isOpen = false;
      rest();
    },
    install: async (id: string) => {
      const outcome = await library.install(id);
      rest();
      return outcome?.ok === true;
    },
    pause: (id: string) => void library.pause(id),
    verify: async (id: string) => (await library.verify(id)) === 0,
    remove: async (id: string) => {
      // The one in use: the page must go back to the site's.
      if (store.state.ownStudent.model?.id === id) await session.removeStudent();
      if (store.state.writing.model === id) await session.chooseWriting({ model: null });
      await library.remove(id);
    },
    persist: () => library.persist(),
    waysToUse: (model: CatalogueModel): (() => void) | null => {
      const { ownStudent, secondLook, writing, activity } = store.state;
      if (!isFree(activity)) return null;
      if (model.origin === 'app' && model.roles.includes('captions') && ownStudent.model !== null) {
        return () => void session.removeStudent().then(() => library.refresh());
      }
      const isWriter = writing.model === null ? model.origin === 'app' : writing.model === model.id;
      if (model.roles.includes('second-look') && (!isWriter || secondLook.kind === 'off')) {
        return () => void write(model.id).then(() => library.refresh());
      }
      return null;
    },
    /** Whether the browser has removed the models since the last visit. */
    evicted: (): Promise<boolean> => modelsEvicted((globalThis as Partial<typeof globalThis>).indexedDB),
  };
}

/** What would be loaded here. */
function choiceOf({ engine, providerChoice, precisionChoice }: SessionState): FileChoice {
  const precision = precisionChoice === 'auto' ? 'int8' : precisionChoice;
  if (engine.kind === 'ready') {
    return { provider: engine.report.provider, precision: engine.report.precision ?? precision };
  }
  return { provider: providerChoice === 'webgpu' ? 'webgpu' : 'wasm', precision };
}

/** The second look is the first big model that comes: then it is worth asking, and only once. */
function askOnceForBigModel(store: SessionStore, local: Storage, persist: () => Promise<boolean>): void {
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
function updateLater(store: SessionStore, update: () => Promise<void>): void {
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
