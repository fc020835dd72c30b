import type { ModelIndex } from '../contract/model-catalogue';
import type { ModelManifest } from '../contract/model-manifest';
import type { ModelStore } from '../model-store/model-store';
import type { VoiceModel } from './acoustic-model';
import type { RecognizerParts } from './recognizer-parts';
import type { Vocabulary } from './word-file';

/**
 * What helps the student and is fetched behind it: its words, and what tells voices from other sounds. Captions begin
 * without them. What cannot be had is gone without, less right but not nothing; the next visit tries again.
 */
export class Companions {
  #words: Vocabulary | undefined;
  #voice: VoiceModel | undefined;
  #disposed = false;
  readonly #loading: Promise<unknown>;

  constructor(
    private readonly parts: Pick<RecognizerParts, 'loadWords' | 'loadVoice'>,
    private readonly store: Pick<ModelStore, 'manifest' | 'load'>,
    source: { readonly index: ModelIndex; readonly student: ModelManifest },
  ) {
    this.#loading = Promise.allSettled([
      this.#loadVoice(source.index.voice),
      this.#loadWords(source.student),
    ]);
  }

  get words(): Vocabulary | undefined {
    return this.#words;
  }

  get voice(): VoiceModel | undefined {
    return this.#voice;
  }

  /** Resolves once each is here or cannot be had. */
  async settled(): Promise<void> {
    await this.#loading;
  }

  /** Safe to call twice. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const voice = this.#voice;
    this.#voice = undefined;
    await voice?.dispose();
  }

  async #loadWords(student: ModelManifest): Promise<void> {
    const files = await this.store.load(student, ({ role }) => role === 'words', ignoreProgress);
    this.#words = this.parts.loadWords(files);
  }

  async #loadVoice(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const files = await this.store.load(await this.store.manifest(id), () => true, ignoreProgress);
    const voice = await this.parts.loadVoice(files);
    if (this.#disposed) await voice.dispose();
    else this.#voice = voice;
  }
}

function ignoreProgress(): void {
  return undefined;
}
