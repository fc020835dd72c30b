import type { ModelSource } from '../contract/own-model';
import type { RecognizerEvent } from '../contract/recognizer-api';
import type { Transcript } from '../captions/transcript';
import { isFree } from './activity';
import { AsideRuns } from './aside-runs';
import { ChosenEngine } from './chosen-engine';
import { EngineChoices } from './engine-choices';
import type { EngineChoice } from './engine-loader';
import { FileQueue } from './file-queue';
import type { FileRunDeps } from './file-run';
import { LiveCaptions } from './live-captions';
import type { SoundKeepingEvent } from './kept-sound';
import type { OpenSources } from './live-input';
import type { RestartableRecognizer } from './live-recovery';
import type { LiveRequest } from './live-request';
import { MicrophoneCheck } from './microphone-check';
import { OwnStudents } from './own-student';
import type { WritingChoice } from './session-state';
import type { SessionStore } from './session-store';

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
  /** Which models write, where they run, and how soon words come. */
  readonly choices: EngineChoices;
  readonly #engine: ChosenEngine;
  readonly #ownStudents: OwnStudents;
  readonly #check: MicrophoneCheck;
  #live: LiveCaptions | null = null;

  constructor(private readonly deps: SessionDeps) {
    const listener = (event: RecognizerEvent): void => {
      this.#receive(event);
    };
    const engine = (this.#engine = new ChosenEngine({ ...deps, listener }));
    this.choices = new EngineChoices({ ...deps, engine, reload: () => this.retryLoad() });
    this.files = new FileQueue({ ...deps, ensureEngine: () => engine.ensure() });
    this.aside = new AsideRuns({ ...deps, ensureEngine: (choice) => engine.ensureOther(choice) });
    this.#check = new MicrophoneCheck(deps);
    this.#ownStudents = new OwnStudents({ ...deps, reload: () => engine.reload() });
  }

  /** Loads the models ahead of the first use. */
  async load(): Promise<void> {
    const outcome = await this.#engine.ensure();
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
    this.#engine.losses.begin();
    const wanted = request ?? { kind: state.sound.choice };
    const live = new LiveCaptions(wanted, {
      ...this.deps,
      ensureEngine: () => this.#engine.ensure(),
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

  /** Takes a student that the site does not ship into use. */
  async addStudent(source: ModelSource): Promise<void> {
    await this.#ownStudents.add(source);
  }

  /** Goes back to the site's student. */
  async removeStudent(): Promise<void> {
    await this.#ownStudents.remove();
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
    return this.#engine.choiceWith(writing, secondLook);
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
        this.#engine.losses.note();
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
