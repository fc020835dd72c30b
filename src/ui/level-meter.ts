import { byId } from './dom';

/** Quieter than this shows as nothing. */
const FLOOR_DB = -60;
/** Share of the last level that stays when it gets quieter: the eye follows a slow fall better. */
const FALL = 0.8;

/** Shows how loud a source is. Drawn by attributes: nothing animates while models run. */
export class LevelMeter {
  readonly #meter: HTMLDivElement;
  readonly #fill: SVGLineElement;
  #shown = 0;

  /** @param id of the meter in index.html; its moving line is `id`-fill. */
  constructor(id: string) {
    this.#meter = byId(id, HTMLDivElement);
    this.#fill = byId(`${id}-fill`, SVGLineElement);
  }

  show(rmsDb: number): void {
    const level = Math.min(100, Math.max(0, (1 - rmsDb / FLOOR_DB) * 100));
    this.#draw(Math.max(level, this.#shown * FALL));
  }

  setVisible(visible: boolean): void {
    if (this.#meter.hidden === !visible) return;
    this.#meter.hidden = !visible;
    this.#draw(0);
  }

  setLabel(label: string): void {
    if (this.#meter.ariaLabel !== label) this.#meter.ariaLabel = label;
  }

  #draw(level: number): void {
    this.#shown = level;
    const whole = Math.round(level);
    this.#fill.setAttribute('x2', String(whole));
    this.#meter.setAttribute('aria-valuenow', String(whole));
  }
}
