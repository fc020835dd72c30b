import type { SessionArchive } from '../archive/session-archive';
import { BlockWriter } from '../archive/text-blocks';
import { describeSession } from '../captions/kept-session';
import { EMPTY_TRANSCRIPT, type Transcript } from '../captions/transcript';
import { isLive } from './activity';
import type { SessionStore } from './session-store';

/** Not at every word: a word more is lost by a crash at worst. */
const SAVE_AFTER_MS = 500;

export interface SaverDeps {
  readonly archive: SessionArchive;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  /** Called with false when what is on the page could not be written, and with true when it could. */
  readonly onKept: (kept: boolean) => void;
}

/** Writes what is on the page to its session, as it grows. */
export class SessionSaver {
  #writer = new BlockWriter();
  #saved: Transcript;
  #savedRunning = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * What is on the page by now has been saved already.
   *
   * @param session id of the session that the page is.
   */
  constructor(
    private readonly deps: SaverDeps,
    private session: string,
  ) {
    const { store } = deps;
    this.#saved = store.transcript;
    store.subscribe(() => {
      this.schedule();
    });
  }

  /** The page is another session: nothing of what is on it has been saved there. */
  moveTo(session: string): void {
    this.session = session;
    this.#writer = new BlockWriter();
    this.#saved = EMPTY_TRANSCRIPT;
    this.#savedRunning = false;
  }

  /** Saves in a moment, where there is something to save. */
  schedule(): void {
    const { transcript, state } = this.deps.store;
    const same = transcript === this.#saved && isLive(state.activity) === this.#savedRunning;
    if (this.#timer !== null || same) return;
    this.#timer = setTimeout(() => {
      this.save();
    }, SAVE_AFTER_MS);
  }

  /** Saves now. */
  save(): void {
    const { archive, store, nowMs, onKept } = this.deps;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { transcript } = store;
    const running = isLive(store.state.activity);
    if (transcript === this.#saved && running === this.#savedRunning) return;
    const writer = this.#writer;
    const change = writer.change(transcript);
    const state = { savedAtMs: nowMs(), running, textBytes: change.textBytes };
    const session = describeSession(this.session, change.kept, state);
    this.#saved = transcript;
    this.#savedRunning = running;
    if (session === null) {
      // Word by word a person took out all there was: it would come back with the next visit.
      if (!transcript.sources.some(({ track }) => track.removed !== undefined)) return;
      writer.forget();
      void archive.delete([this.session]);
      return;
    }
    archive.save(session, change).then(
      () => {
        onKept(true);
      },
      () => {
        writer.forget();
        onKept(false);
      },
    );
  }
}
