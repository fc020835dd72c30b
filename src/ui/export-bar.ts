import { hasText, type CaptionSource, type Transcript } from '../captions/transcript';
import type { ExportFormat } from '../export/formats';
import { plainTextOf, transcriptFile } from '../export/transcript-file';
import { LANGUAGE_TAGS, language, onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import { chosenFormat, fillFormats } from './format-choice';
import { saveFile } from './save-file';
import { sourceName } from './source-name';

const ALL = '';

/** Copy, download and clear. Acts on everything, or on the one recording that is chosen. */
export class ExportBar {
  readonly #bar = byId('export-bar', HTMLDivElement);
  readonly #choice = byId('export-source', HTMLSelectElement);
  readonly #format = byId('export-format', HTMLSelectElement);
  readonly #clear = byId('clear', HTMLButtonElement);
  readonly #done = byId('export-done', HTMLParagraphElement);
  #sources: readonly CaptionSource[] = [];

  constructor(onClear: () => void) {
    byId('copy', HTMLButtonElement).addEventListener('click', () => {
      void this.#copy();
    });
    this.#clear.addEventListener('click', onClear);
    onLanguageChange(() => {
      setText(this.#done, '');
      this.#renderChoice();
      fillFormats(this.#format);
    });
    byId('download', HTMLButtonElement).addEventListener('click', () => {
      void this.#download(chosenFormat(this.#format));
    });
    fillFormats(this.#format);
  }

  /** @param clearable Whether nothing is in progress that would write its text again. */
  render(transcript: Transcript, clearable: boolean): void {
    this.#bar.hidden = !hasText(transcript);
    this.#clear.disabled = !clearable;
    if (this.#sources === transcript.sources) return;
    const before = this.#sources.map((source) => source.id).join(' ');
    this.#sources = transcript.sources;
    setText(this.#done, '');
    if (before !== transcript.sources.map((source) => source.id).join(' ')) this.#renderChoice();
  }

  #renderChoice(): void {
    const chosen = this.#choice.value;
    const options = this.#sources.map((source) => new Option(sourceName(source), source.id));
    this.#choice.replaceChildren(new Option(texts().captions.allCaptions, ALL), ...options);
    this.#choice.value = this.#sources.some((source) => source.id === chosen) ? chosen : ALL;
    this.#choice.hidden = this.#sources.length < 2;
  }

  #chosen(): readonly CaptionSource[] {
    const withText = this.#sources
      .filter((source) => source.track.segments.length > 0)
      .map((source) => ({ ...source, name: sourceName(source) }));
    const chosen = this.#choice.value;
    return chosen === ALL ? withText : withText.filter((source) => source.id === chosen);
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(plainTextOf(this.#chosen(), texts().sound.sourceNames));
      setText(this.#done, texts().captions.copied);
    } catch {
      setText(this.#done, texts().captions.copyRefused);
    }
  }

  async #download(format: ExportFormat): Promise<void> {
    const { exporting, captions, sound } = texts();
    const sources = this.#chosen();
    const [first] = sources;
    const title = first !== undefined && sources.length === 1 ? first.name : captions.captions;
    const words = { names: sound.sourceNames, title, language: LANGUAGE_TAGS[language()] };
    try {
      const file = await transcriptFile(sources, format, words);
      saveFile(file);
      setText(this.#done, captions.saved(file.name));
    } catch {
      setText(this.#done, exporting.failed(exporting.formats[format]));
    }
  }
}
