import type { ProviderReport, RecognizerListener, RecognizerOptions } from '../contract/recognizer-api';
import { serves } from '../model-store/chosen-files';
import type { AcousticModel, UtteranceEngine, VoiceModel } from './acoustic-model';
import type { AdaptiveStudent } from './adaptive-student';
import type { AdaptiveEngines } from './adapting-stream';
import { bringFallback } from './bring-fallback';
import { Companions } from './companions';
import type { ModelFile } from '../contract/model-manifest';
import type { PersonalWord } from '../contract/personal-words';
import { openAdaptive } from './open-adaptive';
import { PersonalList } from './personal-list';
import type { RecognizerParts } from './recognizer-parts';
import { NotingStore } from './noted-models';
import { SecondLook } from './second-look';
import type { Vocabulary } from './word-file';
import { WorkerPool } from './worker-pool';
import { workerTerms } from './worker-terms';

/** The engines of one prepare() call. */
export class EngineSet implements AdaptiveEngines {
  readonly #abort = new AbortController();
  /** Write segments of files beside this thread; undefined where there can be none. */
  readonly workers: WorkerPool | undefined;
  #personalWords: readonly PersonalWord[] = [];

  private constructor(
    private readonly adaptive: AdaptiveStudent,
    private readonly second: SecondLook,
    private readonly companions: Companions,
    private readonly personal: PersonalList,
    private readonly soleWriting: boolean,
    makeWorkers: (set: EngineSet) => WorkerPool | undefined,
  ) {
    this.workers = makeWorkers(this);
  }

  /**
   * Loads the student and starts to load the second look behind it. Of the student's files only those of the
   * provider about to be tried are fetched. What takes the place of other engines has words and voices from the
   * beginning, so that what they heard is heard alike.
   *
   * @throws RecognizerFailure, ModelStoreFailure
   */
  static async load(
    parts: RecognizerParts,
    options: RecognizerOptions,
    emit: RecognizerListener,
  ): Promise<EngineSet> {
    let isKept = true;
    const opened = parts.openStore(options.modelsUrl, {
      keptFirst: options.again,
      onUnkept: () => {
        isKept = false;
        emit({ type: 'models-unkept' });
      },
    });
    const store = new NotingStore(opened);
    const reportDownload = (model: string) => (receivedBytes: number, totalBytes: number) => {
      emit({ type: 'download', model, receivedBytes, totalBytes });
    };
    const index = await store.index();
    const studentId = options.model ?? index.student;
    const manifest = await store.manifest(studentId);
    const begin = (): Companions => new Companions(parts, store, { index, student: manifest });
    // The first time they come behind the student; what is on the device comes with it.
    const beside = options.again ? begin() : undefined;
    const student = await openAdaptive(
      parts,
      { store, manifest, options },
      reportDownload(studentId),
      emit,
    ).catch(async (error: unknown) => {
      await beside?.dispose();
      throw error;
    });
    await beside?.settled();
    emit({ type: 'student-ready', model: student.model.id, provider: student.report });
    const companions = beside ?? begin();
    const openSecondLook = async (signal: AbortSignal): Promise<UtteranceEngine> => {
      const id = options.secondLookModel ?? index.secondLook;
      const { provider } = student.report;
      const wanted = (file: ModelFile): boolean => serves(file, provider);
      const files = await store.load(await store.manifest(id), wanted, reportDownload(id), signal);
      return parts.loadSecondLook(files, options.spoken, provider);
    };
    const personal = new PersonalList(parts, store, manifest, async () => {
      await companions.settled();
      return companions.words;
    });
    const second = new SecondLook(openSecondLook, emit);
    const sole = options.secondLook && options.spoken !== undefined;
    const makeWorkers = (engines: EngineSet): WorkerPool | undefined => {
      const terms = workerTerms(engines, { options, store, isKept: () => isKept });
      return parts.segmentWorkers && new WorkerPool(parts.segmentWorkers, terms);
    };
    const set = new EngineSet(student, second, companions, personal, sole, makeWorkers);
    if (options.secondLook) set.second.start();
    if (student.report.provider === 'webgpu') {
      void set.second
        .settled()
        .then(() => bringFallback(parts, { store, manifest, options }, set.#abort.signal));
    }
    return set;
  }

  get student(): AcousticModel {
    return this.adaptive.model;
  }

  get report(): ProviderReport {
    return this.adaptive.report;
  }

  noteSnr(snrDb: number): void {
    this.adaptive.noteSnr(snrDb);
  }

  swapStudent(): void {
    this.adaptive.swap();
  }

  readonly words = (): Vocabulary | undefined => this.personal.over(this.companions.words);

  readonly voice = (): VoiceModel | undefined => this.companions.voice;

  /** Resolves once what is fetched behind the student is here, or cannot be had. */
  async companionsSettled(): Promise<void> {
    await this.companions.settled();
    await this.personal.settled();
  }

  /** As PersonalList.set(). */
  setPersonalWords(words: readonly PersonalWord[]): Promise<number> {
    // Workers that listen for others are of no use.
    this.workers?.end();
    this.#personalWords = words;
    return this.personal.set(words);
  }

  get personalWords(): readonly PersonalWord[] {
    return this.#personalWords;
  }

  readonly secondLook = (): UtteranceEngine | undefined => this.second.engine;

  get soleWriter(): (() => Promise<UtteranceEngine>) | undefined {
    return this.soleWriting ? () => this.second.ready() : undefined;
  }

  secondLookSettled(): Promise<boolean> {
    return this.second.settled();
  }

  /** Whether the second look is on its way. */
  get loading(): boolean {
    return this.second.loading;
  }

  async setSecondLook(on: boolean): Promise<void> {
    this.workers?.end();
    if (on) this.second.start();
    else await this.second.stop();
  }

  /** Safe to call twice. */
  async dispose(): Promise<void> {
    this.#abort.abort();
    this.workers?.end();
    await Promise.all([
      this.adaptive.dispose(),
      this.companions.dispose(),
      this.personal.dispose(),
      this.second.stop(),
    ]);
  }
}
