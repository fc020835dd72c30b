import type { SoundFinding } from '../contract/audio-source';
import type { CaptureReport } from '../contract/capture-report';
import { BandwidthMeter } from './bandwidth-meter';
import { SpeechLevel, windowSamples } from './speech-level';

/** Frames that the bandwidth is read from, in a window of 100 ms. */
const FRAMES_PER_WINDOW = 4;
/** A report a second. */
const WINDOWS_PER_REPORT = 10;
/** A real microphone has noise: so long a run of zeros means that nothing is connected. */
const NO_SIGNAL_WINDOWS = 30;
/** Before that much sound the sides of a stereo device are not judged. */
const BALANCE_WINDOWS = 20;
const BALANCE_PEAK = 0.01;

/** Which channels of a device have sound; ChannelMixer is one. */
export interface ChannelCounts {
  counts(channelCount: number): readonly boolean[];
}

/** Looks for what is wrong with a microphone, from the moment it comes into use. */
export class SoundCheck {
  readonly #window: Float32Array;
  #filled = 0;
  #windows = 0;
  #zeroWindows = 0;
  #soundWindows = 0;
  #speech = new SpeechLevel();
  #bandwidth: BandwidthMeter;

  /** @param rateHz samples a second in what push() gets. */
  constructor(
    private readonly rateHz: number,
    private readonly channels: ChannelCounts,
  ) {
    this.#window = new Float32Array(windowSamples(rateHz));
    this.#bandwidth = new BandwidthMeter(rateHz);
  }

  /** Another device: nothing is known of it. */
  reset(): void {
    this.#filled = 0;
    this.#windows = 0;
    this.#zeroWindows = 0;
    this.#soundWindows = 0;
    this.#speech = new SpeechLevel();
    this.#bandwidth = new BandwidthMeter(this.rateHz);
  }

  /**
   * @param mono at most one window of mixed sound.
   * @param channelCount channels that it was mixed from.
   * @returns a report about once a second.
   */
  push(mono: Float32Array, channelCount: number): CaptureReport | undefined {
    const fits = Math.min(mono.length, this.#window.length - this.#filled);
    this.#window.set(mono.subarray(0, fits), this.#filled);
    this.#filled += fits;
    if (this.#filled < this.#window.length) return undefined;
    this.#take();
    this.#window.set(mono.subarray(fits));
    this.#filled = mono.length - fits;
    if (this.#windows % WINDOWS_PER_REPORT !== 0) return undefined;
    const speechHeard = this.#speech.speechDb !== undefined;
    return { type: 'check', speechHeard, findings: this.#findings(channelCount) };
  }

  #take(): void {
    const window = this.#window;
    this.#windows++;
    this.#speech.push(window);
    const step = Math.floor(window.length / FRAMES_PER_WINDOW);
    // At 8 kHz a frame is half a window: the frames overlap, and the last ones begin early enough to fit.
    for (let frame = 0; frame < FRAMES_PER_WINDOW; frame++) {
      const start = Math.min(frame * step, window.length - BandwidthMeter.FRAME_SAMPLES);
      this.#bandwidth.push(window.subarray(start, start + BandwidthMeter.FRAME_SAMPLES));
    }
    const peak = window.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    this.#zeroWindows = peak === 0 ? this.#zeroWindows + 1 : 0;
    if (peak > BALANCE_PEAK) this.#soundWindows++;
  }

  #findings(channelCount: number): SoundFinding[] {
    const findings: SoundFinding[] = [];
    if (this.#zeroWindows >= NO_SIGNAL_WINDOWS) findings.push({ kind: 'no-signal' });
    const { speechDb, isTooQuiet, isClipping } = this.#speech;
    if (isClipping) findings.push({ kind: 'clipping' });
    else if (isTooQuiet && speechDb !== undefined)
      findings.push({ kind: 'too-quiet', speechDb: Math.round(speechDb) });
    const { upToHz } = this.#bandwidth;
    if (upToHz !== null) findings.push({ kind: 'narrow-band', upToHz });
    const [left, right] = this.channels.counts(channelCount);
    if (channelCount === 2 && left !== right && this.#soundWindows >= BALANCE_WINDOWS) {
      findings.push({ kind: 'empty-channel', empty: left === true ? 'right' : 'left' });
    }
    return findings;
  }
}
