import { registerServiceWorker } from './register-service-worker';
import { UpdateOffer, type UpdateState } from './update-offer';
import { WorkLock } from './work-lock';

export interface PageOfflineDeps {
  /** Whether a reload now would interrupt something on this page. */
  readonly isBusy: () => boolean;
  readonly onUpdate: (state: UpdateState) => void;
  readonly onOfflineReady: () => void;
}

/** Offline use, and new versions that interrupt no page of the app. */
export function pageOffline({ isBusy, onUpdate, onOfflineReady }: PageOfflineDeps) {
  const offer = new UpdateOffer(onUpdate);
  const lock = new WorkLock(navigator.locks);
  void registerServiceWorker({
    onUpdateReady: (apply) => {
      offer.ready(apply);
    },
    atRest: () => lock.allAtRest(() => !isBusy()),
    onOfflineReady,
    isBusy,
  });
  return {
    /** The person wants the new version. */
    acceptUpdate: (): void => {
      offer.accept();
    },
    /** Tells other pages whether captions or files are being written here. */
    tellWork: (atWork: boolean): void => {
      lock.set(atWork);
    },
  };
}
