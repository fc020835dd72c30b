import type { Transcript } from '../../../captions/transcript';
import { byId } from '../../dom';
import type { LineOfSource, PageSound } from '../page-sound';
import type { WaveView } from './wave-view';

/** Opens and closes the waveform of the sound in use; where none is, of the line that is chosen, or the first. */
export class WaveToggle {
  readonly #button = byId('waveform-open', HTMLButtonElement);
  #isOpen = false;
  #transcript: Transcript = { sources: [] };

  constructor(
    private readonly view: WaveView,
    private readonly sound: PageSound,
    /** The line that keys work on; null where none was chosen. */
    private readonly chosen: () => LineOfSource | null,
  ) {
    this.#button.addEventListener('click', () => {
      if (this.#isOpen) this.close();
      else void this.#open(this.#wanted());
    });
  }

  close(): void {
    this.#isOpen = false;
    this.update();
    this.#button.focus();
  }

  /** Call after captions were drawn. */
  drawn(transcript: Transcript): void {
    this.#transcript = transcript;
    this.update();
  }

  /** Call after another sound came into use, or may have gone. */
  update(): void {
    const inUse = this.#isOpen ? this.sound.inUse : null;
    if (inUse === null) this.view.hide();
    else this.view.show(inUse);
    this.#isOpen = inUse !== null;
    this.#button.ariaExpanded = String(this.#isOpen);
    this.#button.hidden = this.#wanted() === null;
  }

  async #open(line: LineOfSource | null): Promise<void> {
    if (line === null) return;
    const inUse = this.sound.inUse?.lines.some((item) => item.source === line.source) === true;
    if (!inUse) {
      const there = await this.sound.open(line, () => void this.#open(line));
      if (there !== 'here') return;
    }
    this.#isOpen = true;
    this.update();
    this.view.focus();
  }

  /** A line whose sound is here; else one of a file that could be opened again. */
  #wanted(): LineOfSource | null {
    const { sources } = this.#transcript;
    const lines = sources.flatMap((source) =>
      source.track.segments
        .slice(0, 1)
        .map((line) => ({ source, line, there: this.sound.there(source, line) })),
    );
    const chosen = this.chosen();
    const found =
      lines.find(({ source, there }) => source.id === chosen?.source && there === 'here') ??
      lines.find(({ there }) => there === 'here') ??
      lines.find(({ there }) => there === 'missing');
    if (found === undefined) return null;
    const line = found.source.id === chosen?.source ? chosen.line : found.line.id;
    return { source: found.source.id, line };
  }
}
