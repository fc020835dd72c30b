import type { KeepRuntimeReply, OfflineRequest } from '../contract/offline-messages';
import { takeIsolationReload, type IsolationState } from './isolation-reload';

export interface OfflineOptions {
  /** A new version is ready; apply() switches to it and reloads the page, once that interrupts nothing. May be called again. */
  readonly onUpdateReady: (apply: () => void) => void;
  /** Resolves once no page of the app has something going on that a new version would interrupt. */
  readonly atRest: () => Promise<void>;
  /** The app and its runtime are on the device; models are the model store's affair. */
  readonly onOfflineReady?: () => void;
  /** True while a stream or file is running, or the person is at something: the page then never reloads by itself. */
  readonly isBusy: () => boolean;
}

/** The parts of the browser that registration touches; a fake in tests. */
export interface OfflineEnvironment {
  readonly container: ServiceWorkerContainer;
  readonly serviceWorkerUrl: string;
  readonly isIsolated: () => boolean;
  readonly tabStorage: IsolationState['tabStorage'];
  readonly reload: () => void;
  /** Calls back each time the page comes into view. */
  readonly onShown: (listener: () => void) => void;
  readonly nowMs: () => number;
}

/** A program that stays open for days looks for a new version so often, when it comes into view. */
const CHECK_EVERY_MS = 3_600_000;

/**
 * Makes the app work offline, and cross-origin isolated on hosts that cannot send headers. Does nothing in
 * development or where the browser has no service workers. Never throws: the app works online without it.
 */
export async function registerServiceWorker(
  options: OfflineOptions,
  environment: OfflineEnvironment | null = browserEnvironment(),
): Promise<void> {
  if (environment === null) return;
  const { container } = environment;
  const update = { accepted: false };
  followControl(options, environment, update);
  try {
    const registration = await container.register(environment.serviceWorkerUrl);
    followUpdates(registration, container, (waiting) => {
      options.onUpdateReady(() => {
        // The files of the version before go when the new one takes over, for all pages at once.
        void options.atRest().then(() => {
          update.accepted = true;
          send(waiting, { type: 'skip-waiting' });
        });
      });
    });
    checkNowAndThen(registration, environment);
    const { active } = await container.ready;
    if (active !== null && (await keepRuntime(active))) options.onOfflineReady?.();
  } catch {
    // Blocked by a setting or a private window: online use is not affected.
  }
}

/** What to do when a service worker takes this page over. */
function followControl(
  options: OfflineOptions,
  environment: OfflineEnvironment,
  update: { readonly accepted: boolean },
): void {
  const { container, tabStorage, reload, isIsolated } = environment;
  let controlled = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    const busy = options.isBusy();
    if (!controlled) {
      controlled = true;
      if (takeIsolationReload({ crossOriginIsolated: isIsolated(), busy, tabStorage })) reload();
    } else if (!busy) {
      reload();
    } else if (update.accepted) {
      void options.atRest().then(reload);
    } else {
      // Another tab has switched versions; this one finishes what it does first.
      options.onUpdateReady(() => void options.atRest().then(reload));
    }
  });
}

function followUpdates(
  registration: ServiceWorkerRegistration,
  container: ServiceWorkerContainer,
  offer: (waiting: ServiceWorker) => void,
): void {
  const offerWhole = async (waiting: ServiceWorker): Promise<void> => {
    // With its own runtime on the device the new version works offline from its first start; without one it works all the same.
    await keepRuntime(waiting);
    offer(waiting);
  };
  if (registration.waiting !== null && container.controller !== null) void offerWhole(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      // Without a controller this is the first installation, not an update.
      if (installing.state === 'installed' && container.controller !== null) void offerWhole(installing);
    });
  });
}

/** Browsers look for a new version when a page is opened. */
function checkNowAndThen(
  registration: ServiceWorkerRegistration,
  { onShown, nowMs }: OfflineEnvironment,
): void {
  let checkedMs = nowMs();
  onShown(() => {
    if (nowMs() - checkedMs < CHECK_EVERY_MS) return;
    checkedMs = nowMs();
    // Offline there is nothing to be found.
    registration.update().catch(() => undefined);
  });
}

function keepRuntime(active: ServiceWorker): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = (event: MessageEvent<KeepRuntimeReply>) => {
      port1.close();
      resolve(event.data.kept);
    };
    send(active, { type: 'keep-runtime' }, [port2]);
  });
}

function send(worker: ServiceWorker, request: OfflineRequest, transfer: Transferable[] = []): void {
  worker.postMessage(request, transfer);
}

function browserEnvironment(): OfflineEnvironment | null {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return null;
  return {
    container: navigator.serviceWorker,
    serviceWorkerUrl: new URL('service-worker.js', document.baseURI).href,
    isIsolated: () => crossOriginIsolated,
    tabStorage: () => sessionStorage,
    reload: () => {
      location.reload();
    },
    onShown: (listener) => {
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener();
      });
    },
    nowMs: () => Date.now(),
  };
}
