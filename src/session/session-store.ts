import {
  EMPTY_TRANSCRIPT,
  reduceTranscript,
  type Transcript,
  type TranscriptAction,
} from '../captions/transcript';
import type { SessionEvent } from './session-event';
import { reduceSession } from './session-reducer';
import type { SessionState } from './session-state';

export type SessionListener = (state: SessionState, transcript: Transcript) => void;

/** Holds the session's state and the transcript; both change only through their reducers. */
export class SessionStore {
  #state: SessionState;
  #transcript: Transcript = EMPTY_TRANSCRIPT;
  readonly #listeners = new Set<SessionListener>();

  constructor(state: SessionState) {
    this.#state = state;
  }

  get state(): SessionState {
    return this.#state;
  }

  get transcript(): Transcript {
    return this.#transcript;
  }

  /** Calls the listener now and after every change. */
  subscribe(listener: SessionListener): void {
    this.#listeners.add(listener);
    listener(this.#state, this.#transcript);
  }

  dispatch(event: SessionEvent): void {
    const state = reduceSession(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#tell();
  }

  write(action: TranscriptAction): void {
    const transcript = reduceTranscript(this.#transcript, action);
    if (transcript === this.#transcript) return;
    this.#transcript = transcript;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#state, this.#transcript);
  }
}
