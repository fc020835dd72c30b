import { hasText, type CaptionSource, type Transcript } from '../captions/transcript';
import { EXPORT_FORMATS, type ExportFormat } from '../export/formats';
import { plainTextOf, transcriptFile } from '../export/transcript-file';
import { onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import { saveFile } from './save-file';
import { sourceName } from './source-name';

const ALL = '';

/** Copy, download and clear. Acts on everything, or on the one recording that is chosen. */
export class ExportBar {
  readonly #bar = byId('export-bar', HTMLDivElement);
  readonly #choice = byId('export-source', HTMLSelectElement);
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
    });
    for (const button of this.#bar.querySelectorAll<HTMLButtonElement>('[data-format]')) {
      button.addEventListener('click', () => {
        const format = button.dataset['format'];
        if (isFormat(format)) this.#download(format);
      });
    }
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

  #download(format: ExportFormat): void {
    const file = transcriptFile(this.#chosen(), format, texts().sound.sourceNames);
    saveFile(file);
    setText(this.#done, texts().captions.saved(file.name));
  }
}

function isFormat(text: string | undefined): text is ExportFormat {
  return text !== undefined && Object.hasOwn(EXPORT_FORMATS, text);
}
