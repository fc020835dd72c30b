import type { CaptionSource } from '../../captions/transcript';
import { onLanguageChange, texts } from '../../i18n/language';
import { byId, create, createButton, setText } from '../dom';
import type { SourceFileIntents } from './editor-intents';
import type { LinePlayer } from './line-player';

/** The sound of a transcribed file: the file itself, while the page has it; else a way to open it again. */
export class FileSound implements LinePlayer {
  readonly media = create('audio', '');
  readonly #panel = byId('file-sound', HTMLDivElement);
  readonly #name = create('p', 'panel-title');
  readonly #note = create('p', 'fine');
  readonly #open = create('label', 'file-button');
  readonly #openText = create('span', '');
  readonly #input = create('input', 'visually-hidden');
  readonly #close: HTMLButtonElement;
  readonly #dismissed = new Set<string>();
  #loaded: { readonly source: CaptionSource; readonly file: File } | null = null;
  #missing: { readonly source: CaptionSource; readonly then: () => void } | null = null;
  #url = '';

  constructor(private readonly intents: SourceFileIntents) {
    this.media.controls = true;
    this.media.preload = 'auto';
    this.media.addEventListener('error', () => {
      if (this.#loaded !== null) setText(this.#note, texts().editor.cannotPlay);
    });
    this.#input.type = 'file';
    this.#input.addEventListener('change', () => {
      const file = this.#input.files?.[0];
      this.#input.value = '';
      if (file !== undefined) this.#opened(file);
    });
    this.#open.append(this.#input, this.#openText);
    this.#note.setAttribute('role', 'status');
    this.#close = createButton('', () => {
      if (this.#missing !== null) this.#dismissed.add(this.#missing.source.id);
      this.hide();
    });
    const row = create('div', 'panel-row');
    row.append(this.#name, this.#open, this.#close);
    this.#panel.append(row, this.#note, this.media);
    this.#label();
    onLanguageChange(() => {
      this.#label();
    });
  }

  get sound(): Blob | undefined {
    return this.#loaded?.file;
  }

  has({ kind, id }: CaptionSource): boolean {
    return kind === 'file' && this.intents.fileOf(id) !== null;
  }

  isLoaded({ id }: CaptionSource): boolean {
    return this.#loaded?.source.id === id;
  }

  load(source: CaptionSource): Promise<boolean> {
    const file = this.intents.fileOf(source.id);
    if (file === null) return Promise.resolve(false);
    this.#missing = null;
    if (this.#loaded?.file !== file || !this.isLoaded(source)) {
      this.#release();
      this.#loaded = { source, file };
      this.#url = URL.createObjectURL(file);
      this.media.src = this.#url;
    }
    this.#show(source, file.name === source.name ? '' : texts().editor.otherName(file.name));
    return Promise.resolve(true);
  }

  /**
   * Says that the file of a source is not here, and offers to open it.
   *
   * @param then called once it is here.
   * @param asked the person wanted it by a key or a button: told even where it was dismissed before.
   */
  tellMissing(source: CaptionSource, then: () => void, asked: boolean): void {
    if (!asked && this.#dismissed.has(source.id)) return;
    this.#release();
    this.#missing = { source, then };
    this.#show(source, texts().editor.missing(source.name));
  }

  hide(): void {
    this.#release();
    this.#missing = null;
    this.#panel.hidden = true;
  }

  /** Call after captions were drawn: what is no longer on the page is not played either. */
  drawn(ids: ReadonlySet<string>): void {
    const shown = this.#loaded?.source ?? this.#missing?.source;
    if (shown !== undefined && !ids.has(shown.id)) this.hide();
  }

  #opened(file: File): void {
    const missing = this.#missing;
    if (missing === null) return;
    this.intents.giveFile(missing.source.id, file);
    missing.then();
  }

  #show({ name }: CaptionSource, note: string): void {
    this.#panel.hidden = false;
    this.media.hidden = this.#missing !== null;
    this.#open.hidden = this.#missing === null;
    setText(this.#name, name);
    setText(this.#note, note);
  }

  #release(): void {
    this.media.pause();
    this.#loaded = null;
    if (this.#url === '') return;
    this.media.removeAttribute('src');
    this.media.load();
    URL.revokeObjectURL(this.#url);
    this.#url = '';
  }

  #label(): void {
    const { openAgain, close, closeSound, fileSound } = texts().editor;
    setText(this.#openText, openAgain);
    setText(this.#close, close);
    this.#close.ariaLabel = closeSound;
    this.media.setAttribute('aria-label', fileSound);
  }
}
