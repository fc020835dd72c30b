import type { PageFacts } from './notices';
import type { ModelsShown } from './page-state';

/** Everything the page shows besides the session's state and the transcript. */
export interface PageExtras extends PageFacts {
  /** null until their names and sizes are known. */
  readonly models: ModelsShown | null;
  /** Shell and runtime are on this device. */
  readonly shellOffline: boolean;
  /** The browser offers to install the app. */
  readonly installable: boolean;
}

/** Before anything is known. */
export const NO_EXTRAS: PageExtras = {
  models: null,
  shellOffline: false,
  undoAvailable: false,
  installable: false,
  update: 'none',
  unopened: null,
  modelsEvicted: false,
  transcriptUnkept: false,
  unfinished: [],
  unfinishedFiles: [],
};
