import { InstallOffer } from './install-offer';
import { followLaunches } from './launched-files';
import { takeShared, withoutShareFailure } from './shared-files';

/** What could not be taken: `shared` by another program, or `opened` with the app. */
export type Unopened = 'shared' | 'opened';

export interface PageInstallDeps {
  /** Puts files into the queue. */
  readonly take: (files: readonly File[]) => Promise<void>;
  /** Lasts as long as the tab, over its reloads. */
  readonly tab: Storage;
  readonly onUnopened: (what: Unopened) => void;
  readonly onInstallable: (installable: boolean) => void;
}

/** The app as an installed program: files that it is opened with or that are shared with it, and the offer to install it. */
export function pageInstall({ take, tab, onUnopened, onInstallable }: PageInstallDeps): InstallOffer {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  followLaunches({
    queue: window.launchQueue,
    take: (files) => void take(files),
    onUnreadable: () => {
      onUnopened('opened');
    },
    tab,
    isReload: navigation?.type === 'reload',
  });
  const address = withoutShareFailure(location.href);
  if (address !== null) {
    history.replaceState(null, '', address);
    onUnopened('shared');
  }
  const deps = {
    // Only secure pages have them.
    caches: 'caches' in window ? caches : undefined,
    locks: 'locks' in navigator ? navigator.locks : undefined,
    scope: new URL('./', document.baseURI).href,
  };
  takeShared(deps, take).catch(() => {
    onUnopened('shared');
  });
  return new InstallOffer(window, onInstallable);
}
