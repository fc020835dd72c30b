import type { Transcript } from '../captions/transcript';
import type { SessionStore } from './session-store';
import type { TranscriptStorage } from './transcript-storage';

/** Long transcripts take a while to write: not at every word. */
const SAVE_AFTER_MS = 1000;

/** Saves the transcript a moment after it changed, and at once when the page goes away. */
export class TranscriptKeeper {
  #saved: Transcript;
  #timer: ReturnType<typeof setTimeout> | null = null;

  private constructor(
    private readonly storage: TranscriptStorage,
    private readonly store: SessionStore,
    private readonly onKept: (kept: boolean) => void,
  ) {
    this.#saved = store.transcript;
  }

  /**
   * Puts back what was kept, then keeps what comes.
   *
   * @param onKept Called with false when the transcript no longer fits in the browser's storage.
   */
  static start(storage: TranscriptStorage, store: SessionStore, onKept: (kept: boolean) => void): void {
    if (storage.restored.sources.length > 0) {
      store.write({ type: 'restored', transcript: storage.restored });
    }
    const keeper = new TranscriptKeeper(storage, store, onKept);
    store.subscribe(() => {
      keeper.#schedule();
    });
    window.addEventListener('pagehide', () => {
      keeper.#save();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') keeper.#save();
    });
  }

  #schedule(): void {
    if (this.#timer !== null || this.store.transcript === this.#saved) return;
    this.#timer = setTimeout(() => {
      this.#save();
    }, SAVE_AFTER_MS);
  }

  #save(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.store.transcript === this.#saved) return;
    this.#saved = this.store.transcript;
    this.onKept(this.storage.save(this.#saved));
  }
}
