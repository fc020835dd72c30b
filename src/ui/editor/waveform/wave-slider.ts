import { waveAction, type WaveAction } from './wave-keys';

/** The waveform as a slider, for the keyboard and for screen readers. */
export class WaveSlider {
  #lengthMs = 0;
  #timeMs = 0;

  constructor(
    private readonly stage: HTMLElement,
    onAction: (action: WaveAction) => void,
  ) {
    stage.setAttribute('role', 'slider');
    stage.setAttribute('tabindex', '0');
    stage.setAttribute('aria-orientation', 'horizontal');
    stage.setAttribute('aria-valuemin', '0');
    stage.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const action = waveAction(event.key, this.#timeMs, this.#lengthMs);
      if (action === null) return;
      event.preventDefault();
      onAction(action);
    });
    // What scrolls within takes the focus that is meant for the whole.
    stage.addEventListener('focusin', ({ target }) => {
      if (target !== stage) stage.focus({ preventScroll: true });
    });
  }

  label(name: string): void {
    this.stage.setAttribute('aria-label', name);
  }

  /**
   * @param text the place in words.
   * @param playing the place moves by itself: whoever listens to the sound is not told of each word on top.
   */
  show(timeMs: number, lengthMs: number, text: string, playing: boolean): void {
    this.#timeMs = timeMs;
    this.#lengthMs = lengthMs;
    if (playing && document.activeElement === this.stage) return;
    this.stage.setAttribute('aria-valuemax', String(Math.round(lengthMs / 1000)));
    this.stage.setAttribute('aria-valuenow', String(Math.round(timeMs / 1000)));
    this.stage.setAttribute('aria-valuetext', text);
  }
}
