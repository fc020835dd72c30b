import { HOP_MS, MEL_BINS, SAMPLE_RATE_HZ } from '../features/audio-format';
import { hzToMel, melToHz } from '../features/mel-filterbank';
import { FIRST_SPEECH_BIN } from './frame-energy';

/** Noise is alone from BEFORE to a little before an utterance's first word, and from a little after its last to AFTER. */
const BEFORE_MS = 1000;
const ONSET_MS = 100;
const OFFSET_MS = 200;
const AFTER_MS = 700;
/** Less is no measure of noise. */
const LEAST_GAP_FRAMES = 200 / HOP_MS;
/** Where nobody pauses, the weakest so many frames are noise, whose mean lies above them by so much. */
const NOISE_QUANTILE = 0.2;
const NOISE_BIAS_DB = 1;
/** Where the noise seems to be all there is, speech counts as this share of it. */
const LEAST_SPEECH_SHARE = 0.05;
/** Speech that must have been heard before the SNR counts as known, and that it is the mean of. */
const NEEDED_MS = 3000;
const REMEMBERED_MS = 15_000;
/** The longest utterance, with what lies around it and the time until its words are there. */
const KEPT_FRAMES = 30_000 / HOP_MS;

/** Hz under each mel filter; frames times these add up to their power. None below speech, where rooms hum. [MEL_BINS] */
const WIDTHS_HZ = Float64Array.from({ length: MEL_BINS }, (_, bin) => {
  const edgeHz = (edge: number): number => melToHz((hzToMel(SAMPLE_RATE_HZ / 2) * edge) / (MEL_BINS + 1));
  return bin < FIRST_SPEECH_BIN ? 0 : (edgeHz(bin + 2) - edgeHz(bin)) / 2;
});

/**
 * Measures how far speech lies above what is behind it, in dB of mean power: the noise from the gaps before and after
 * an utterance, the speech from the mean within, less the noise.
 */
export class SnrMeter {
  /** Power of each of the newest frames. */
  #powers: number[] = [];
  #nextFrame = 0;
  #lastEndMs = 0;
  /** Of the newest utterances, oldest first. */
  #heard: { readonly ms: number; readonly snrDb: number }[] = [];

  /** @param logMel [frames, MEL_BINS], the frames that follow those pushed before. */
  push(logMel: Float32Array): void {
    for (let at = 0; at < logMel.length; at += MEL_BINS) {
      let power = 0;
      for (const [bin, hz] of WIDTHS_HZ.entries()) power += hz * 10 ** (logMel[at + bin] ?? -10);
      this.#powers.push(power);
      this.#nextFrame += 1;
    }
    // Not with each frame: to shorten an array moves what is left.
    if (this.#powers.length > 2 * KEPT_FRAMES) this.#powers = this.#powers.slice(-KEPT_FRAMES);
  }

  /** Words were heard from startMs to endMs, in the time of the frames. Noise alone is never asked about. */
  noteUtterance(startMs: number, endMs: number): void {
    const spoken = this.#between(startMs, endMs);
    if (spoken.length === 0) return;
    const whole = mean(spoken);
    const noise = this.#noiseAround(startMs, endMs, whole) ?? weakest(spoken);
    this.#lastEndMs = endMs;
    const snrDb = 10 * Math.log10(Math.max(whole - noise, LEAST_SPEECH_SHARE * whole) / noise);
    this.#heard.push({ ms: endMs - startMs, snrDb });
    while (this.#heardMs() - (this.#heard[0]?.ms ?? 0) >= REMEMBERED_MS) this.#heard.shift();
  }

  /** Mean of the last utterances; undefined until some seconds were heard. */
  get snrDb(): number | undefined {
    const ms = this.#heardMs();
    if (ms < NEEDED_MS) return undefined;
    return this.#heard.reduce((sum, item) => sum + (item.ms / ms) * item.snrDb, 0);
  }

  /** Mean power of the gaps; undefined where there are none. One as loud as the speech is speech that goes on. */
  #noiseAround(startMs: number, endMs: number, loudest: number): number | undefined {
    const from = Math.max(startMs - BEFORE_MS, this.#lastEndMs + OFFSET_MS);
    const gaps = [
      this.#between(from, startMs - ONSET_MS),
      this.#between(endMs + OFFSET_MS, endMs + AFTER_MS),
    ].filter((gap) => gap.length >= LEAST_GAP_FRAMES && mean(gap) < loudest);
    return gaps.length === 0 ? undefined : mean(gaps.flat());
  }

  #heardMs(): number {
    return this.#heard.reduce((sum, { ms }) => sum + ms, 0);
  }

  #between(startMs: number, endMs: number): number[] {
    const first = this.#nextFrame - this.#powers.length;
    const place = (ms: number): number => Math.max(0, Math.round(ms / HOP_MS) - first);
    return this.#powers.slice(place(startMs), place(endMs));
  }
}

function mean(powers: readonly number[]): number {
  return powers.reduce((sum, power) => sum + power, 0) / powers.length;
}

function weakest(powers: readonly number[]): number {
  const sorted = [...powers].sort((a, b) => a - b);
  return (sorted[Math.floor(NOISE_QUANTILE * sorted.length)] ?? 0) * 10 ** (NOISE_BIAS_DB / 10);
}
