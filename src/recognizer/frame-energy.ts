import { MEL_BINS } from '../features/audio-format';

/** Bins below about 150 Hz carry mains hum and handling noise, no speech that the bins above lack. */
export const FIRST_SPEECH_BIN = 4;

/**
 * Loudness of one frame: the mean mel power of the bins where speech lies.
 *
 * @param logMel [frames, melBins], log10 of mel power.
 * @returns dB; about -100 for digital silence, -20 for speech at a usual level.
 */
export function frameEnergyDb(logMel: Float32Array, frame: number): number {
  let power = 0;
  for (let bin = FIRST_SPEECH_BIN; bin < MEL_BINS; bin += 1) {
    power += 10 ** (logMel[frame * MEL_BINS + bin] ?? -10);
  }
  return 10 * Math.log10(power / (MEL_BINS - FIRST_SPEECH_BIN));
}

/** Energies in dB of all frames of a run, [frames]. */
export function frameEnergiesDb(logMel: Float32Array): Float32Array {
  const energies = new Float32Array(logMel.length / MEL_BINS);
  for (let frame = 0; frame < energies.length; frame += 1) energies[frame] = frameEnergyDb(logMel, frame);
  return energies;
}

/**
 * The frame in [from, to) around which the sound is weakest, by the mean over `spanFrames` frames.
 * Of equally quiet places the earliest.
 */
export function quietestFrame(
  energiesDb: ArrayLike<number>,
  from: number,
  to: number,
  spanFrames: number,
): number {
  const span = Math.min(spanFrames, to - from);
  let best = from;
  let bestSum = Infinity;
  for (let start = from; start + span <= to; start += 1) {
    let sum = 0;
    for (let frame = start; frame < start + span; frame += 1) sum += energiesDb[frame] ?? 0;
    if (sum < bestSum) {
      bestSum = sum;
      best = start;
    }
  }
  return best + Math.floor(span / 2);
}
