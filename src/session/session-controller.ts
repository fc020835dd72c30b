import type { ErrorCode, Outcome } from '../contract/errors';
import type { ModelSource } from '../contract/own-model';
import type {
  CaptionPace,
  PrecisionChoice,
  ProviderChoice,
  ProviderReport,
  RecognizerEvent,
} from '../contract/recognizer-api';
import type { Transcript } from '../captions/transcript';
import { AsideRuns } from './aside-runs';
import { DeviceLosses } from './device-losses';
import { EngineLoader, type EngineChoice } from './engine-loader';
import { FileQueue } from './file-queue';
import type { FileRunDeps } from './file-run';
import { LiveCaptions } from './live-captions';
import type { SoundKeepingEvent } from './kept-sound';
import type { OpenSources } from './live-input';
import type { RestartableRecognizer } from './live-recovery';
import type { LiveRequest } from './live-request';
import { MicrophoneCheck } from './microphone-check';
import { OwnStudents } from './own-student';
import { isFree, type SessionEvent, type WritingChoice } from './session-state';
import { foreign } from './spoken-language';
import type { SessionStore } from './session-store';

/** A student that was added is gone, or damaged, with nowhere to fetch it from: the site's takes its place. */
const LOST_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['model-unknown', 'model-corrupt']);

export interface SessionDeps {
  /** Calls recognizerLost() when its worker is gone. */
  readonly recognizer: RestartableRecognizer;
  readonly openSources: OpenSources;
  /** Absolute address of the folder that holds the models. */
  readonly modelsUrl: string;
  readonly store: SessionStore;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly newSourceId: () => string;
  readonly decodeWhole: FileRunDeps['decodeWhole'];
  /** Root mean square of a source in dB relative to full scale. */
  readonly onLevel: (rmsDb: number) => void;
  /** What comes of sound that is to be kept. */
  readonly onSound: (event: SoundKeepingEvent) => void;
}

/** What a person can ask of the page. Drives the recognizer and the sources; tells all to the store. */
export class SessionController {
  readonly files: FileQueue;
  /** What programs ask for, and what is heard once more: its text does not go on the page by itself. */
  readonly aside: AsideRuns;
  readonly #engine: EngineLoader;
  readonly #ownStudents: OwnStudents;
  readonly #check: MicrophoneCheck;
  #live: LiveCaptions | null = null;
  readonly #deviceLosses = new DeviceLosses();

  constructor(private readonly deps: SessionDeps) {
    const { recognizer, modelsUrl, store } = deps;
    this.#engine = new EngineLoader(recognizer, modelsUrl, store, (event) => {
      this.#receive(event);
    });
    this.files = new FileQueue({ ...deps, ensureEngine: () => this.#ensureEngine() });
    this.aside = new AsideRuns({ ...deps, ensureEngine: (choice) => this.#engine.ensure(choice) });
    this.#check = new MicrophoneCheck(deps);
    this.#ownStudents = new OwnStudents({
      ...deps,
      reload: () => {
        this.#engine.forget();
        return this.#engine.ensure(this.#choice());
      },
    });
  }

  /** Loads the models ahead of the first use. */
  async load(): Promise<void> {
    const outcome = await this.#ensureEngine();
    if (!outcome.ok && isFree(this.deps.store.state.activity)) {
      this.deps.store.dispatch({ type: 'failed', failure: outcome.failure, during: 'load' });
    }
  }

  /**
   * Must be called in a person's gesture: the browser asks for the microphone, or for what to share.
   *
   * @param request what the person has chosen in general, where absent.
   */
  async startCaptions(request?: LiveRequest): Promise<void> {
    const { state } = this.deps.store;
    if (!isFree(state.activity)) return;
    void this.#check.stop();
    this.#deviceLosses.begin();
    const wanted = request ?? { kind: state.sound.choice };
    const live = new LiveCaptions(wanted, {
      ...this.deps,
      ensureEngine: () => this.#ensureEngine(),
    });
    this.#live = live;
    await live.run();
    this.#live = null;
    await this.files.pump();
  }

  stopCaptions(): void {
    this.#live?.stop();
  }

  /** Switches the microphone on for its check alone. Must be called in a person's gesture. */
  async startCheck(): Promise<void> {
    await this.#check.start();
  }

  async stopCheck(): Promise<void> {
    await this.#check.stop();
  }

  /** Loads the models again after a failure and goes on with what waits. */
  async retryLoad(): Promise<void> {
    this.#engine.forget();
    await this.load();
    if (this.deps.store.state.engine.kind === 'ready') await this.files.pump();
  }

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

  /** Takes a student that the site does not ship into use. */
  async addStudent(source: ModelSource): Promise<void> {
    await this.#ownStudents.add(source);
  }

  /** Goes back to the site's student. */
  async removeStudent(): Promise<void> {
    await this.#ownStudents.remove();
  }

  /** Holds for captions that are running, too. */
  async choosePace(pace: CaptionPace): Promise<void> {
    this.deps.store.dispatch({ type: 'pace-chosen', pace });
    await this.deps.recognizer.setCaptionPace(pace);
  }

  async setSecondLook(on: boolean): Promise<void> {
    const { store } = this.deps;
    // Without the model that knows the language nothing but English can be written.
    if (!on && store.state.writing.spoken !== null) await this.chooseWriting({ spoken: null });
    store.dispatch({ type: 'second-look-switched', on });
    await this.#engine.setSecondLook(on);
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

  /** The recognizer's worker is gone, and with it the models. */
  recognizerLost(): void {
    this.#engine.forget();
    this.deps.store.dispatch({ type: 'engine-lost' });
    this.#live?.recognizerLost({ code: 'internal', message: 'The recognizer stopped.' });
  }

  /**
   * Removes all captions.
   *
   * @returns What was removed, to be put back with restore().
   */
  clear(): Transcript {
    const { store } = this.deps;
    const removed = store.transcript;
    store.write({ type: 'cleared', inProgress: !isFree(store.state.activity) });
    return removed;
  }

  restore(transcript: Transcript): void {
    this.deps.store.write({ type: 'restored', transcript });
  }

  /** What is loaded with another writer, or with none, than the person has chosen in general. */
  choiceWith(writing: WritingChoice, secondLook: boolean): EngineChoice {
    const { providerChoice, precisionChoice, ownStudent } = this.deps.store.state;
    const choice = {
      provider: this.#deviceLosses.choice(providerChoice),
      precision: precisionChoice,
      secondLook,
      ...(writing.model !== null && { secondLookModel: writing.model }),
      ...(writing.spoken !== null && { spoken: writing.spoken }),
    };
    return ownStudent.model === null ? choice : { ...choice, model: ownStudent.model.id };
  }

  async #choose(choice: SessionEvent): Promise<void> {
    const { store } = this.deps;
    if (!isFree(store.state.activity)) return;
    this.#deviceLosses.forget();
    const wasUsed = store.state.engine.kind !== 'absent' || store.state.activity.kind === 'failed';
    store.dispatch(choice);
    if (wasUsed) await this.retryLoad();
  }

  /** On WASM after the graphics device was lost; where that cannot be had, on the device. */
  async #ensureEngine(): Promise<Outcome<ProviderReport>> {
    const outcome = await this.#ensureStudent();
    if (outcome.ok || !this.#deviceLosses.avoids) return outcome;
    this.#deviceLosses.giveUpWasm();
    return this.#ensureStudent();
  }

  /** The site's student where the one that was added is gone. */
  async #ensureStudent(): Promise<Outcome<ProviderReport>> {
    const { recognizer, modelsUrl, store } = this.deps;
    const outcome = await this.#engine.ensure(this.#choice());
    const own = store.state.ownStudent.model;
    if (outcome.ok || own === null || !LOST_CODES.has(outcome.failure.code)) return outcome;
    const message = `The browser no longer has ${own.name} whole. Add it again to use it.`;
    store.dispatch({ type: 'own-student-removed' });
    store.dispatch({ type: 'own-student-failed', failure: { code: outcome.failure.code, message } });
    await recognizer.removeModel(modelsUrl, own.id);
    return this.#engine.ensure(this.#choice());
  }

  #choice(): EngineChoice {
    const { secondLook, writing } = this.deps.store.state;
    return this.choiceWith(writing, secondLook.kind !== 'off');
  }

  #receive(event: RecognizerEvent): void {
    const { store, nowMs } = this.deps;
    switch (event.type) {
      case 'partial':
      case 'discarded':
      case 'final':
        if (!this.aside.isRunning) store.write({ type: 'recognized', event, id: this.files.writing });
        return;
      case 'sound':
      case 'sound-failed':
        this.deps.onSound(event);
        return;
      case 'device-lost':
        this.#deviceLosses.note();
        this.deps.recognizer.restart('its graphics device is gone');
        return;
      case 'stream-failed':
        // The runtime is broken, or out of memory: a new worker begins with neither.
        this.deps.recognizer.restart(event.failure.message);
        return;
      case 'file-progress':
        this.files.progressed(event);
        store.dispatch({ type: 'recognizer', event, nowMs: nowMs() });
        return;
      default:
        store.dispatch({ type: 'recognizer', event, nowMs: nowMs() });
    }
  }
}
