import type { Outcome } from '../contract/errors';
import type { PersonalWord } from '../contract/personal-words';
import type { RecognizerApi } from '../contract/recognizer-api';
import type { Segment } from '../contract/transcript';
import type { AsideRuns } from './aside-runs';
import type { SessionController } from './session-controller';
import type { WritingChoice } from './session-state';
import type { SessionStore } from './session-store';

/** What a stretch of sound is heard with. */
export interface HearingSettings {
  /** Who writes the text; null where the live model's own stands. */
  readonly writing: WritingChoice | null;
  /** Listens for the person's words. */
  readonly ownWords: boolean;
}

export interface HearingRequest {
  readonly sound: Blob;
  readonly fromMs: number;
  readonly toMs: number;
  readonly settings: HearingSettings;
}

export interface HearAgainDeps {
  readonly session: Pick<SessionController, 'choiceWith' | 'load'> & { readonly aside: AsideRuns };
  readonly recognizer: Pick<RecognizerApi, 'setPersonalWords'>;
  readonly store: SessionStore;
  /** The person's words that are in use. */
  readonly words: () => readonly PersonalWord[];
}

/** Hears a stretch of a sound once more, with other settings than captions and files have. Those stay as they are. */
export class HearAgain {
  /** What was set before the first run; null where nothing has run. */
  #before: { readonly secondLook: boolean } | null = null;
  #withoutWords = false;

  constructor(private readonly deps: HearAgainDeps) {}

  get hasOwnWords(): boolean {
    return this.deps.words().length > 0;
  }

  /** @returns what was heard, with times of the whole sound; nothing of it is on the page. */
  async hear(request: HearingRequest): Promise<Outcome<readonly Segment[]>> {
    const { session, store } = this.deps;
    const { sound, fromMs, toMs, settings } = request;
    const { writing, ownWords } = settings;
    this.#before ??= { secondLook: store.state.secondLook.kind !== 'off' };
    const alone = writing === null;
    // The live model hears English alone; a second look that is loaded can stay.
    const written = writing ?? { ...store.state.writing, spoken: null };
    const choice = session.choiceWith(written, !alone || store.state.secondLook.kind !== 'off');
    this.#withoutWords ||= !ownWords && this.hasOwnWords;
    const outcome = await session.aside.transcribe({
      file: sound,
      path: 'file',
      choice,
      insists: !alone,
      settings: { fromMs, toMs, ...(alone && { secondLook: 'off' }) },
      ...(this.hasOwnWords && { words: ownWords ? this.deps.words() : [] }),
    });
    return outcome.ok ? { ok: true, value: outcome.value.segments } : outcome;
  }

  cancel(): void {
    this.deps.session.aside.cancel();
  }

  /** No more of it: captions and files find what they had before. */
  async done(): Promise<void> {
    const { session, recognizer, store, words } = this.deps;
    const before = this.#before;
    if (before === null) return;
    this.#before = null;
    const isOn = store.state.secondLook.kind !== 'off';
    if (isOn !== before.secondLook) store.dispatch({ type: 'second-look-switched', on: before.secondLook });
    await session.load();
    if (!this.#withoutWords) return;
    this.#withoutWords = false;
    await recognizer.setPersonalWords(words());
  }
}
