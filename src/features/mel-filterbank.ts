import { MEL_BINS, SAMPLE_RATE_HZ, SPECTRUM_BINS, WINDOW_SAMPLES } from './audio-format';

// Slaney's mel scale (Auditory Toolbox, 1998): linear to 1 kHz, logarithmic above.
const LINEAR_HZ_PER_MEL = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

/** @returns the place of a frequency on Slaney's mel scale. */
export function hzToMel(hz: number): number {
  return hz < BREAK_HZ ? hz / LINEAR_HZ_PER_MEL : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
}

/** Inverse of hzToMel. */
export function melToHz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HZ_PER_MEL : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
}

/** One triangle: its non-zero weights and the spectrum bin of the first of them. */
export interface MelFilter {
  readonly firstBin: number;
  /** [bins of the triangle] */
  readonly weights: Float64Array;
}

/**
 * The filters of Whisper (its mel_filters with 80 bins) and of librosa's defaults: MEL_BINS triangles between 0 Hz
 * and Nyquist, evenly spaced in mel, each of unit area in Hz. Applied to a power spectrum of SPECTRUM_BINS.
 */
export function createMelFilterbank(): readonly MelFilter[] {
  const topMel = hzToMel(SAMPLE_RATE_HZ / 2);
  const edgeHz = (edge: number): number => melToHz((topMel * edge) / (MEL_BINS + 1));
  return Array.from({ length: MEL_BINS }, (_, bin) =>
    createTriangle(edgeHz(bin), edgeHz(bin + 1), edgeHz(bin + 2)),
  );
}

function createTriangle(lowHz: number, centreHz: number, highHz: number): MelFilter {
  const binHz = SAMPLE_RATE_HZ / WINDOW_SAMPLES;
  const firstBin = Math.floor(lowHz / binHz) + 1;
  const endBin = Math.min(SPECTRUM_BINS, Math.ceil(highHz / binHz));
  const weights = new Float64Array(endBin - firstBin);
  for (let i = 0; i < weights.length; i++) {
    const hz = (firstBin + i) * binHz;
    const height = Math.min((hz - lowHz) / (centreHz - lowHz), (highHz - hz) / (highHz - centreHz));
    weights[i] = (2 * height) / (highHz - lowHz);
  }
  return { firstBin, weights };
}
