import { byId } from './dom';

/** Quieter than this shows as nothing. */
const FLOOR_DB = -60;
/** Share of the last level that stays when it gets quieter: the eye follows a slow fall better. */
const FALL = 0.8;

/** Shows how loud the microphone is. Drawn by attributes: nothing animates while models run. */
export class LevelMeter {
  readonly #meter = byId('level', HTMLDivElement);
  readonly #fill = byId('level-fill', SVGLineElement);
  #shown = 0;

  show(rmsDb: number): void {
    const level = Math.min(100, Math.max(0, (1 - rmsDb / FLOOR_DB) * 100));
    this.#draw(Math.max(level, this.#shown * FALL));
  }

  setVisible(visible: boolean): void {
    if (this.#meter.hidden === !visible) return;
    this.#meter.hidden = !visible;
    this.#draw(0);
  }

  #draw(level: number): void {
    this.#shown = level;
    const whole = Math.round(level);
    this.#fill.setAttribute('x2', String(whole));
    this.#meter.setAttribute('aria-valuenow', String(whole));
  }
}
