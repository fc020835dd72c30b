import type { ErrorCode, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi, RecognizerListener } from '../contract/recognizer-api';
import { DeviceLosses } from './device-losses';
import { EngineLoader, type EngineChoice } from './engine-loader';
import type { WritingChoice } from './session-state';
import type { SessionStore } from './session-store';

/** A student that was added is gone, or damaged, with nowhere to fetch it from: the site's takes its place. */
const LOST_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['model-unknown', 'model-corrupt']);

export interface ChosenEngineDeps {
  readonly recognizer: RecognizerApi;
  /** Absolute address of the folder that holds the models. */
  readonly modelsUrl: string;
  readonly store: SessionStore;
  /** Given to the recognizer with each load. */
  readonly listener: RecognizerListener;
}

/** The models that the person has chosen, or what takes their place where those cannot be had. */
export class ChosenEngine {
  readonly losses = new DeviceLosses();
  readonly #loader: EngineLoader;

  constructor(private readonly deps: ChosenEngineDeps) {
    const { recognizer, modelsUrl, store, listener } = deps;
    this.#loader = new EngineLoader(recognizer, modelsUrl, store, listener);
  }

  /** On WASM after the graphics device was lost; where that cannot be had, on the device. */
  async ensure(): Promise<Outcome<ProviderReport>> {
    const outcome = await this.#ensureStudent();
    if (outcome.ok || !this.losses.avoids) return outcome;
    this.losses.giveUpWasm();
    return this.#ensureStudent();
  }

  /** What somebody else has chosen for a while, and nothing in its place. */
  ensureOther(choice: EngineChoice): Promise<Outcome<ProviderReport>> {
    return this.#loader.ensure(choice);
  }

  /** Loads what is chosen anew, and nothing in its place. */
  reload(): Promise<Outcome<ProviderReport>> {
    this.#loader.forget();
    return this.#loader.ensure(this.#choice());
  }

  /** Makes the next ensure() load anew. */
  forget(): void {
    this.#loader.forget();
  }

  async setSecondLook(on: boolean): Promise<void> {
    await this.#loader.setSecondLook(on);
  }

  /** What is loaded with another writer, or with none, than the person has chosen in general. */
  choiceWith(writing: WritingChoice, secondLook: boolean): EngineChoice {
    const { providerChoice, precisionChoice, ownStudent } = this.deps.store.state;
    const choice = {
      provider: this.losses.choice(providerChoice),
      precision: precisionChoice,
      secondLook,
      ...(writing.model !== null && { secondLookModel: writing.model }),
      ...(writing.spoken !== null && { spoken: writing.spoken }),
    };
    return ownStudent.model === null ? choice : { ...choice, model: ownStudent.model.id };
  }

  /** The site's student where the one that was added is gone. */
  async #ensureStudent(): Promise<Outcome<ProviderReport>> {
    const { recognizer, modelsUrl, store } = this.deps;
    const outcome = await this.#loader.ensure(this.#choice());
    const own = store.state.ownStudent.model;
    if (outcome.ok || own === null || !LOST_CODES.has(outcome.failure.code)) return outcome;
    const message = `The browser no longer has ${own.name} whole. Add it again to use it.`;
    store.dispatch({ type: 'own-student-removed' });
    store.dispatch({ type: 'own-student-failed', failure: { code: outcome.failure.code, message } });
    await recognizer.removeModel(modelsUrl, own.id);
    return this.#loader.ensure(this.#choice());
  }

  #choice(): EngineChoice {
    const { secondLook, writing } = this.deps.store.state;
    return this.choiceWith(writing, secondLook.kind !== 'off');
  }
}
