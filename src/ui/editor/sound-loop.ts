/** How often a loop is turned back; a quarter of the shortest word. */
const CHECK_MS = 25;

export interface Loop {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Plays a stretch of sound again and again. */
export class SoundLoop {
  #timer: ReturnType<typeof setInterval> | undefined;
  #isOn = false;

  /** @param playing gives what is heard now. */
  constructor(private readonly playing: () => HTMLMediaElement | undefined) {}

  get isOn(): boolean {
    return this.#isOn;
  }

  /** @param loop null ends the one that is on. */
  set(loop: Loop | null): void {
    clearInterval(this.#timer);
    this.#isOn = loop !== null;
    if (loop === null) return;
    this.#timer = setInterval(() => {
      const media = this.playing();
      if (media !== undefined && media.currentTime * 1000 >= loop.toMs) {
        media.currentTime = Math.max(0, loop.fromMs) / 1000;
      }
    }, CHECK_MS);
  }
}
