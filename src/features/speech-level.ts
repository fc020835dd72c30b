/** 10 s of windows. */
const WINDOWS = 100;
const WINDOWS_PER_SECOND = 10;
/** Quieter than this counts as this, so that the dither of a digital silence is no speech. */
const LEAST_FLOOR_DB = -85;
/** Windows so far above the floor hold speech, or something like it. */
const ABOVE_FLOOR_DB = 12;
/** 2.5 s of the last 10: a few knocks are not somebody talking. */
const LEAST_WINDOWS = 25;
/** Speech below this lies near the noise of many microphones. */
const QUIET_DB = -45;
/** Where an overdriven input piles samples up, and the stretch below, which they then skip. */
const TOP = 0.97;
const BELOW_TOP = 0.9;
/** Share of a window's samples at the top: two or three peaks that were cut. */
const TOP_SHARE = 0.003;
/** Even a sine that just reaches full scale has no more than 1.2 times as many at its top as below. */
const PILED = 2;
/** Half a second of the last ten. */
const CLIPPED_WINDOWS = 5;

/** Tells from the last ten seconds whether somebody spoke, how loud, and whether the input was overdriven. */
export class SpeechLevel {
  /** Oldest first. */
  #levelsDb: number[] = [];
  #clipped: boolean[] = [];

  /** @param window 100 ms of sound. */
  push(window: Float32Array): void {
    let squares = 0;
    let top = 0;
    let below = 0;
    for (const sample of window) {
      squares += sample * sample;
      if (Math.abs(sample) >= TOP) top++;
      else if (Math.abs(sample) >= BELOW_TOP) below++;
    }
    const isClipped = top > TOP_SHARE * window.length && top > PILED * below;
    this.#levelsDb = [...this.#levelsDb, 10 * Math.log10(squares / window.length + 1e-10)].slice(-WINDOWS);
    this.#clipped = [...this.#clipped, isClipped].slice(-WINDOWS);
  }

  /** Level that the louder fifth of the speech reaches; undefined where nobody spoke. */
  get speechDb(): number | undefined {
    const sorted = [...this.#levelsDb].sort((a, b) => a - b);
    const floorDb = Math.max(LEAST_FLOOR_DB, sorted[Math.floor(sorted.length / 10)] ?? 0);
    const speech = sorted.filter((levelDb) => levelDb > floorDb + ABOVE_FLOOR_DB);
    return speech.length < LEAST_WINDOWS ? undefined : speech[Math.floor(0.8 * speech.length)];
  }

  get isTooQuiet(): boolean {
    return (this.speechDb ?? 0) < QUIET_DB;
  }

  get isClipping(): boolean {
    return this.#clipped.filter(Boolean).length >= CLIPPED_WINDOWS;
  }
}

/** Samples in a window at this rate. */
export function windowSamples(rateHz: number): number {
  return Math.floor(rateHz / WINDOWS_PER_SECOND);
}
