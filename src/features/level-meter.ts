import type { CaptureReport } from '../contract/capture-report';

const REPORTS_PER_SECOND = 15;
/** Microphones have noise: so long a run of exact zeros means that nothing is connected. */
const SILENT_REPORT_SECONDS = 3;
/** Digital silence, for which the logarithm has no value. */
const FLOOR_DB = -100;

/** Measures the level of a stream and notices a device that delivers only zeros. */
export class LevelMeter {
  readonly #rateHz: number;
  readonly #periodSamples: number;
  #samples = 0;
  /** Since the start. */
  #allSamples = 0;
  #squares = 0;
  #peak = 0;
  #zeroSamples = 0;
  #nextSilentSamples: number;

  /** @param rateHz samples a second in what push() gets. */
  constructor(rateHz: number) {
    this.#rateHz = rateHz;
    this.#periodSamples = rateHz / REPORTS_PER_SECOND;
    this.#nextSilentSamples = rateHz * SILENT_REPORT_SECONDS;
  }

  /**
   * @param mono a few milliseconds of sound; at most one period's reports come back from a call.
   * @returns a level about 15 times a second, and a silence after every 3 s of nothing but zeros.
   */
  push(mono: Float32Array): CaptureReport[] {
    for (const sample of mono) {
      this.#squares += sample * sample;
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      this.#zeroSamples = sample === 0 ? this.#zeroSamples + 1 : 0;
    }
    this.#samples += mono.length;
    this.#allSamples += mono.length;
    if (this.#samples < this.#periodSamples) return [];

    const reports: CaptureReport[] = [
      {
        type: 'level',
        rmsDb: decibels(Math.sqrt(this.#squares / this.#samples)),
        peakDb: decibels(this.#peak),
        capturedMs: (1000 * this.#allSamples) / this.#rateHz,
      },
    ];
    if (this.#zeroSamples < this.#samples) this.#nextSilentSamples = this.#rateHz * SILENT_REPORT_SECONDS;
    if (this.#zeroSamples >= this.#nextSilentSamples) {
      reports.push({ type: 'silent', silentMs: Math.round((1000 * this.#zeroSamples) / this.#rateHz) });
      this.#nextSilentSamples += this.#rateHz * SILENT_REPORT_SECONDS;
    }
    this.#samples = 0;
    this.#squares = 0;
    this.#peak = 0;
    return reports;
  }
}

function decibels(amplitude: number): number {
  return amplitude === 0 ? FLOOR_DB : Math.max(FLOOR_DB, 20 * Math.log10(amplitude));
}
