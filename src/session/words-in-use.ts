import type { ErrorCode, Outcome } from '../contract/errors';
import type { PersonalWord } from '../contract/personal-words';
import type { SessionStore } from './session-store';

/** How far a list of words is on its way to the recognizer; `later`: once the models are there. */
export type WordsProgress =
  | { readonly kind: 'later' | 'preparing' | 'in-use' | 'none' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export interface WordsInUseDeps {
  readonly store: SessionStore;
  readonly recognizer: { setPersonalWords(words: readonly PersonalWord[]): Promise<Outcome<number>> };
  readonly words: () => readonly PersonalWord[];
  readonly onProgress: (progress: WordsProgress) => void;
}

/** Brings the person's words to the recognizer, and again to each that takes another's place. */
export class WordsInUse {
  constructor(private readonly deps: WordsInUseDeps) {
    const { store, words } = deps;
    let engineKind = store.state.engine.kind;
    store.subscribe(({ engine }) => {
      // A worker that takes the place of another knows no words yet.
      if (engine.kind !== engineKind && engine.kind !== 'absent' && words().length > 0) void this.use();
      engineKind = engine.kind;
    });
  }

  async use(): Promise<void> {
    const { store, recognizer, words, onProgress } = this.deps;
    const ready = store.state.engine.kind === 'ready';
    onProgress({ kind: ready ? 'preparing' : 'later' });
    // Before the models are wanted there is no worker to tell.
    if (store.state.engine.kind === 'absent') return;
    const outcome = await recognizer.setPersonalWords(words());
    if (!outcome.ok) onProgress({ kind: 'failed', code: outcome.failure.code });
    else if (ready) onProgress({ kind: outcome.value > 0 ? 'in-use' : 'none' });
  }
}
