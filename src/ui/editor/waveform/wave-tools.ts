import { texts } from '../../../i18n/language';
import { createButton, setText } from '../../dom';
import type { WaveDrawing } from './wave-drawing';

export interface ToolActions {
  readonly onZoom: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** The buttons beside a waveform. */
export class WaveTools {
  readonly #out: HTMLButtonElement;
  readonly #in: HTMLButtonElement;
  readonly #close: HTMLButtonElement;

  constructor({ onZoom, onClose }: ToolActions) {
    this.#out = createButton('−', () => {
      onZoom(-1);
    });
    this.#in = createButton('+', () => {
      onZoom(1);
    });
    this.#close = createButton('', onClose);
  }

  get buttons(): readonly HTMLElement[] {
    return [this.#out, this.#in, this.#close];
  }

  /** Not `disabled`: the buttons keep the focus when there is no further to go. */
  show(wave: Pick<WaveDrawing, 'canZoomIn' | 'canZoomOut'> | null): void {
    this.#in.setAttribute('aria-disabled', String(wave?.canZoomIn !== true));
    this.#out.setAttribute('aria-disabled', String(wave?.canZoomOut !== true));
  }

  label(): void {
    const { close, closeWaveform, zoomIn, zoomOut } = texts().waveform;
    setText(this.#close, close);
    // The player beside it is closed by a button of its own.
    this.#close.ariaLabel = closeWaveform;
    this.#in.ariaLabel = this.#in.title = zoomIn;
    this.#out.ariaLabel = this.#out.title = zoomOut;
  }
}
