import type { ModelManifest } from '../contract/model-manifest';
import { MOST_PERSONAL_WORDS, type PersonalWord } from '../contract/personal-words';
import type { ModelStore } from '../model-store/model-store';
import { withPersonalVocabulary } from './personal-vocabulary';
import type { Pronouncer } from './pronouncer';
import { RecognizerFailure } from './recognizer-failure';
import type { RecognizerParts } from './recognizer-parts';
import type { Vocabulary } from './word-file';

/** The person's words over the student's. What says how they sound is fetched with the first list that has any. */
export class PersonalList {
  #key = '[]';
  #made: { readonly base: Vocabulary; readonly vocabulary: Vocabulary } | undefined;
  #pending: Promise<number> = Promise.resolve(0);
  #pronouncer: Promise<Pronouncer> | undefined;

  /** @param base resolves with the student's words, undefined where they cannot be had. */
  constructor(
    private readonly parts: Pick<RecognizerParts, 'loadPronouncer'>,
    private readonly store: Pick<ModelStore, 'load'>,
    private readonly student: ModelManifest,
    private readonly base: () => Promise<Vocabulary | undefined>,
  ) {}

  /** The student's words with the person's, where both are here. */
  over(base: Vocabulary | undefined): Vocabulary | undefined {
    return this.#made?.base === base ? this.#made?.vocabulary : base;
  }

  /**
   * Takes effect once it resolves; a list that comes meanwhile goes before.
   *
   * @returns how many words are listened for.
   * @throws ModelStoreFailure, RecognizerFailure: the student's words go on without the person's.
   */
  set(list: readonly PersonalWord[]): Promise<number> {
    const words = list.slice(0, MOST_PERSONAL_WORDS);
    const key = JSON.stringify(words);
    if (key === this.#key) return this.#pending;
    this.#key = key;
    this.#pending = this.#make(words, key);
    this.#pending.catch(() => {
      // The same list may be asked for again.
      if (this.#key === key) this.#key = '';
    });
    return this.#pending;
  }

  /** Resolves once the newest list is in use, or cannot be. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#pending]);
  }

  /** Safe to call twice. */
  async dispose(): Promise<void> {
    const opening = this.#pronouncer;
    this.#pronouncer = undefined;
    this.#made = undefined;
    await opening?.then(
      (pronouncer) => pronouncer.dispose(),
      () => undefined,
    );
  }

  async #make(words: readonly PersonalWord[], key: string): Promise<number> {
    if (words.length === 0) {
      this.#made = undefined;
      return 0;
    }
    const base = await this.base();
    if (base === undefined)
      throw new RecognizerFailure({ code: 'model-unknown', message: 'The student has no words to add to.' });
    const vocabulary = await withPersonalVocabulary(base, words, await this.#opened());
    if (this.#key === key) this.#made = { base, vocabulary };
    return words.length;
  }

  #opened(): Promise<Pronouncer> {
    this.#pronouncer ??= this.store
      .load(
        this.student,
        ({ role }) => role === 'pronouncer',
        () => undefined,
      )
      .then((files) => this.parts.loadPronouncer(files));
    const opening = this.#pronouncer;
    opening.catch(() => {
      if (this.#pronouncer === opening) this.#pronouncer = undefined;
    });
    return opening;
  }
}
