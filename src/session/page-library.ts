import type { Failure, Outcome } from '../contract/errors';
import type { CatalogueModel } from '../contract/model-catalogue';
import type { FileChoice } from '../contract/model-library-api';
import { modelOrigins } from '../contract/model-origins';
import type { ModelSource, OfferedModel } from '../contract/own-model';
import { isFree } from './activity';
import { InstalledModels, modelsEvicted } from './installed-models';
import { newsChannel } from './library-news';
import type { LibraryState } from './library-state';
import { bytesToFetch } from './model-catalogue';
import { PageLibrary } from './model-library';
import { askOnceForBigModel, updateLater } from './model-upkeep';
import { RemoteLibrary } from './remote-library';
import type { SessionController } from './session-controller';
import type { SessionState } from './session-state';
import type { SessionStore } from './session-store';

export interface PageLibraryDeps {
  readonly createWorker: () => Worker;
  readonly modelsUrl: string;
  readonly store: SessionStore;
  readonly session: Pick<SessionController, 'addStudent' | 'removeStudent' | 'choices'>;
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
    await session.choices.chooseWriting({ model });
    if (store.state.secondLook.kind === 'off') await session.choices.setSecondLook(true);
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
      if (store.state.writing.model === id) await session.choices.chooseWriting({ model: null });
      await library.remove(id);
    },
    persist: () => library.persist(),
    origins: modelOrigins(),
    look: async (address: string): Promise<Outcome<OfferedModel & { readonly bytes: number }>> => {
      const outcome = await remote.look(address);
      rest();
      if (!outcome.ok) return outcome;
      return { ok: true, value: { ...outcome.value, bytes: bytesToFetch(outcome.value.manifest) } };
    },
    add: async (offer: OfferedModel): Promise<Failure | null> => {
      const added = await remote.add(sourceOf(offer));
      if (!added.ok) return added.failure;
      await library.refresh();
      void library.install(added.value.id).then(rest);
      return null;
    },
    useStudent: (offer: OfferedModel) => void session.addStudent(sourceOf(offer)),
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

function sourceOf({ folderUrl, sha256 }: OfferedModel): ModelSource {
  return { kind: 'address', address: folderUrl, sha256 };
}

/** What would be loaded here. */
function choiceOf({ engine, providerChoice, precisionChoice }: SessionState): FileChoice {
  const precision = precisionChoice === 'auto' ? 'int8' : precisionChoice;
  if (engine.kind === 'ready') {
    return { provider: engine.report.provider, precision: engine.report.precision ?? precision };
  }
  return { provider: providerChoice === 'webgpu' ? 'webgpu' : 'wasm', precision };
}
