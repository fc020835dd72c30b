import type { Outcome } from '../contract/errors';
import type {
  PrecisionChoice,
  ProviderChoice,
  ProviderReport,
  RecognizerApi,
  RecognizerListener,
  SpokenLanguage,
} from '../contract/recognizer-api';
import type { SessionStore } from './session-store';

/** What the models are loaded for. */
export interface EngineChoice {
  readonly provider: ProviderChoice;
  readonly secondLook: boolean;
  /** 'auto' where absent. */
  readonly precision?: PrecisionChoice;
  /** The default student where absent. */
  readonly model?: string;
  /** The default second look where absent. */
  readonly secondLookModel?: string;
  /** English where absent. */
  readonly spoken?: SpokenLanguage;
}

interface Load {
  readonly key: string;
  readonly outcome: Promise<Outcome<ProviderReport>>;
}

/** Loads the models once for each choice; a load that failed is forgotten, so that it can be tried again. */
export class EngineLoader {
  #load: Load | null = null;
  #secondLook = false;
  /** What was loaded last; on which provider does not matter. */
  #loaded: string | undefined;

  constructor(
    private readonly recognizer: RecognizerApi,
    private readonly modelsUrl: string,
    private readonly store: SessionStore,
    private readonly listener: RecognizerListener,
  ) {}

  /** Resolves when the student is ready; the second look follows behind. */
  async ensure(choice: EngineChoice): Promise<Outcome<ProviderReport>> {
    const { secondLook, ...others } = choice;
    const key = JSON.stringify(others);
    if (this.#load?.key !== key) {
      this.#load = { key, outcome: this.#prepare(choice, this.#load) };
      this.#secondLook = secondLook;
    }
    const load = this.#load;
    const outcome = await load.outcome;
    if (!outcome.ok && this.#load === load) this.#load = null;
    if (outcome.ok) await this.#switchTo(secondLook);
    return outcome;
  }

  /** Drops or loads the second look, once the student is there. */
  async setSecondLook(on: boolean): Promise<void> {
    const outcome = await this.#load?.outcome;
    if (outcome?.ok !== true) return;
    this.#secondLook = on;
    await this.recognizer.setSecondLook(on);
  }

  /** Makes the next ensure() load anew. */
  forget(): void {
    this.#load = null;
  }

  async #switchTo(on: boolean): Promise<void> {
    if (this.#secondLook === on) return;
    this.#secondLook = on;
    this.store.dispatch({ type: 'second-look-switched', on });
    await this.recognizer.setSecondLook(on);
  }

  /** One load at a time: the recognizer has one set of models. */
  async #prepare(choice: EngineChoice, before: Load | null): Promise<Outcome<ProviderReport>> {
    await before?.outcome;
    const models = modelsOf(choice);
    const again = models === this.#loaded;
    this.store.dispatch({ type: 'second-look-switched', on: choice.secondLook });
    this.store.dispatch({ type: 'load-started' });
    const options = { modelsUrl: this.modelsUrl, ...choice, ...(again && { again }) };
    const outcome = await this.recognizer.prepare(options, this.listener);
    if (outcome.ok) this.#loaded = models;
    return outcome;
  }
}

function modelsOf({ precision = 'auto', model = '' }: EngineChoice): string {
  return `${precision} ${model}`;
}
