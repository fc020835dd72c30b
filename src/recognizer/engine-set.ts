import type { ProviderReport, RecognizerListener, RecognizerOptions } from '../contract/recognizer-api';
import type { AcousticModel, UtteranceEngine } from './acoustic-model';
import type { RecognizerParts } from './recognizer-parts';
import { SecondLook } from './second-look';
import type { Engines } from './utterance-text';
import type { Vocabulary } from './word-file';

/** The engines of one prepare() call. */
export class EngineSet implements Engines {
  private constructor(
    readonly student: AcousticModel,
    readonly report: ProviderReport,
    private readonly second: SecondLook,
    private readonly vocabulary: Promise<Vocabulary | undefined>,
  ) {
    void vocabulary.then((words) => (this.#words = words));
  }

  #words: Vocabulary | undefined;

  /**
   * Loads the student and starts to load the second look behind it. Of the student's files only those of the
   * provider about to be tried are fetched.
   *
   * @throws RecognizerFailure, ModelStoreFailure
   */
  static async load(
    parts: RecognizerParts,
    options: RecognizerOptions,
    emit: RecognizerListener,
  ): Promise<EngineSet> {
    const store = parts.openStore(options.modelsUrl);
    const reportDownload = (model: string) => (receivedBytes: number, totalBytes: number) => {
      emit({ type: 'download', model, receivedBytes, totalBytes });
    };
    const index = await store.index();
    const studentId = options.model ?? index.student;
    const manifest = await store.manifest(studentId);
    const { model, report } = await parts.openStudent(options.provider, (provider) =>
      store.load(
        manifest,
        (file) => file.role !== 'words' && (file.provider === undefined || file.provider === provider),
        reportDownload(studentId),
      ),
    );
    emit({ type: 'student-ready', model: model.id, provider: report });
    const vocabulary = store
      .load(
        manifest,
        (file) => file.role === 'words',
        () => undefined,
      )
      .then((files) => parts.loadWords(files))
      // Captions go on as the student spells them: less right, but not nothing. The next visit tries again.
      .catch(() => undefined);
    const openSecondLook = async (signal: AbortSignal): Promise<UtteranceEngine> => {
      const id = index.secondLook;
      const files = await store.load(await store.manifest(id), () => true, reportDownload(id), signal);
      return parts.loadSecondLook(files);
    };
    const set = new EngineSet(model, report, new SecondLook(openSecondLook, emit), vocabulary);
    if (options.secondLook) set.second.start();
    return set;
  }

  readonly words = (): Vocabulary | undefined => this.#words;

  /** Resolves once the words are there, or cannot be had. */
  async wordsSettled(): Promise<void> {
    await this.vocabulary;
  }

  readonly secondLook = (): UtteranceEngine | undefined => this.second.engine;

  secondLookSettled(): Promise<boolean> {
    return this.second.settled();
  }

  async setSecondLook(on: boolean): Promise<void> {
    if (on) this.second.start();
    else await this.second.stop();
  }

  /** Safe to call twice. */
  async dispose(): Promise<void> {
    await Promise.all([this.student.dispose(), this.second.stop()]);
  }
}
