import { texts } from '../i18n/language';
import { byId, setText } from './dom';
import { clockText } from './format';
import { LevelMeter } from './level-meter';
import type { Intents, ModelsShown, PageState } from './page-state';
import { engineText, statusText } from './status-text';

const CLOCK_MS = 1000;

/** The one primary button, with what the page is doing beside it. */
export class ControlBar {
  readonly #button = byId('primary', HTMLButtonElement);
  readonly #status = byId('status', HTMLParagraphElement);
  readonly #clock = byId('clock', HTMLSpanElement);
  readonly #engine = byId('engine-line', HTMLParagraphElement);
  readonly #meter = new LevelMeter('level');
  #sinceMs: number | null = null;

  constructor(intents: Pick<Intents, 'startCaptions' | 'stopCaptions'>) {
    this.#button.disabled = false;
    this.#button.addEventListener('click', () => {
      if (this.#button.getAttribute('aria-disabled') === 'true') return;
      if (this.#button.dataset['mode'] === 'stop') intents.stopCaptions();
      else intents.startCaptions();
    });
    setInterval(() => {
      this.#renderClock();
    }, CLOCK_MS);
  }

  /** @param isMicrophone whether the sound comes from there. */
  labelLevel(isMicrophone: boolean): void {
    this.#meter.setLabel(isMicrophone ? texts().controls.microphoneLevel : texts().sound.level);
  }

  showLevel(rmsDb: number): void {
    this.#meter.show(rmsDb);
  }

  render(state: PageState, models: ModelsShown | null): void {
    const { activity } = state;
    const live = activity.kind === 'listening' || (activity.kind === 'loading' && activity.goal === 'listen');
    const free = activity.kind === 'idle' || activity.kind === 'failed';
    this.#button.dataset['mode'] = live || activity.kind === 'stopping' ? 'stop' : 'start';
    const { start, stop, pauseFileFirst } = texts().controls;
    setText(this.#button, this.#button.dataset['mode'] === 'stop' ? stop : start);
    // Not `disabled`: that would take the keyboard focus away in the middle of things.
    this.#button.setAttribute('aria-disabled', String(!live && !free));
    this.#button.title = live || free || activity.kind === 'stopping' ? '' : pauseFileFirst;
    this.#meter.setVisible(live);
    setText(this.#status, statusText(state));
    this.#status.dataset['activity'] = activity.kind;
    setText(this.#engine, engineText(state, models));
    this.#sinceMs = activity.kind === 'listening' ? activity.sinceMs : null;
    this.#renderClock();
  }

  #renderClock(): void {
    setText(this.#clock, this.#sinceMs === null ? '' : clockText(Date.now() - this.#sinceMs));
  }
}
