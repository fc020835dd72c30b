import type { SessionStore } from './session-store';

/** Keeps the screen on while captions run: a phone that locks ends the recording. */
export class ScreenWakeLock {
  #sentinel: WakeLockSentinel | null = null;
  #wanted = false;

  /** Takes or gives back the lock. A browser that refuses it is left as it is. */
  async set(wanted: boolean): Promise<void> {
    if (this.#wanted === wanted) return;
    this.#wanted = wanted;
    await this.renew();
  }

  /** The browser drops the lock when the page is hidden: call again when it is shown. */
  async renew(): Promise<void> {
    const held = this.#sentinel;
    if (!this.#wanted) {
      this.#sentinel = null;
      await held?.release();
      return;
    }
    if (!('wakeLock' in navigator) || held?.released === false) return;
    this.#sentinel = await navigator.wakeLock.request('screen').catch(() => null);
    if (!this.#isWanted()) await this.renew();
  }

  #isWanted(): boolean {
    return this.#wanted;
  }
}

/** The screen stays on while the page listens and is seen. */
export function keepScreenOn(store: SessionStore): void {
  const lock = new ScreenWakeLock();
  store.subscribe(({ activity }) => void lock.set(activity.kind === 'listening'));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void lock.renew();
  });
}
