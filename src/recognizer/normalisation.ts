import type { RunningPeakNormalisation } from '../contract/model-manifest';

/** Whisper's scaling, which the student's front end was trained with: (log10 power + 4) / 4. */
const OFFSET = 4;
const SCALE = 4;

/**
 * Running peak normalisation: Whisper's, with the clip's maximum replaced by a peak that only looks back, so
 * that it works on a stream. The peak follows louder frames at once and decays from there.
 *
 * @param logMel [frames, melBins], log10 of mel power; not changed
 * @returns [frames, melBins]; the state starts anew with each call
 */
export function normaliseRunningPeak(
  logMel: Float32Array,
  melBins: number,
  { initialPeak, decayPerFrame, dynamicRange }: RunningPeakNormalisation,
): Float32Array {
  const normalised = new Float32Array(logMel.length);
  let peak = initialPeak;
  for (let frame = 0; frame < logMel.length; frame += melBins) {
    const bins = logMel.subarray(frame, frame + melBins);
    peak -= decayPerFrame;
    for (const value of bins) peak = Math.max(peak, value);
    const floor = peak - dynamicRange;
    for (const [bin, value] of bins.entries()) {
      normalised[frame + bin] = (Math.max(value, floor) + OFFSET) / SCALE;
    }
  }
  return normalised;
}
