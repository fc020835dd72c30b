import type { CaptionPace, PrecisionChoice, ProviderChoice, RecognizerApi } from '../contract/recognizer-api';
import { isFree } from './activity';
import type { ChosenEngine } from './chosen-engine';
import type { SessionEvent } from './session-event';
import type { WritingChoice } from './session-state';
import type { SessionStore } from './session-store';
import { foreign } from './spoken-language';

export interface EngineChoicesDeps {
  readonly recognizer: Pick<RecognizerApi, 'setCaptionPace'>;
  readonly store: SessionStore;
  readonly engine: ChosenEngine;
  /** Loads what is chosen now, and goes on with what waits. */
  readonly reload: () => Promise<void>;
}

/** What a person can choose of the models and of how they write, and when it takes effect. */
export class EngineChoices {
  constructor(private readonly deps: EngineChoicesDeps) {}

  /** Takes effect at once where the models are loaded and nothing is going on. */
  async chooseProvider(provider: ProviderChoice): Promise<void> {
    if (this.deps.store.state.providerChoice === provider) return;
    await this.#choose({ type: 'provider-chosen', provider });
  }

  /** As chooseProvider(). */
  async choosePrecision(precision: PrecisionChoice): Promise<void> {
    if (this.deps.store.state.precisionChoice === precision) return;
    await this.#choose({ type: 'precision-chosen', precision });
  }

  /** Holds for captions that are running, too. */
  async choosePace(pace: CaptionPace): Promise<void> {
    this.deps.store.dispatch({ type: 'pace-chosen', pace });
    await this.deps.recognizer.setCaptionPace(pace);
  }

  async setSecondLook(on: boolean): Promise<void> {
    const { store, engine } = this.deps;
    // Without the model that knows the language nothing but English can be written.
    if (!on && store.state.writing.spoken !== null) await this.chooseWriting({ spoken: null });
    store.dispatch({ type: 'second-look-switched', on });
    await engine.setSecondLook(on);
  }

  /** As chooseProvider(). Another model begins with English; plain English needs no mention. */
  async chooseWriting(change: Partial<WritingChoice>): Promise<void> {
    const before = this.deps.store.state.writing;
    const isOther = change.model !== undefined && change.model !== before.model;
    const chosen = { ...before, ...(isOther && { spoken: null }), ...change };
    const writing = { ...chosen, spoken: foreign(chosen.spoken) };
    if (JSON.stringify(writing) !== JSON.stringify(before))
      await this.#choose({ type: 'writing-chosen', writing });
  }

  async #choose(choice: SessionEvent): Promise<void> {
    const { store, engine, reload } = this.deps;
    if (!isFree(store.state.activity)) return;
    engine.losses.forget();
    const wasUsed = store.state.engine.kind !== 'absent' || store.state.activity.kind === 'failed';
    store.dispatch(choice);
    if (wasUsed) await reload();
  }
}
