import type { RunningPeakNormalisation } from '../contract/model-manifest';

/** Whisper's scaling, which the student's front end was trained with: (log10 power + 4) / 4. */
const OFFSET = 4;
const SCALE = 4;

/**
 * Running peak normalisation: Whisper's, with the clip's maximum replaced by a peak that only looks back, so
 * that it works on a stream. The peak follows louder frames at once and decays from there.
 *
 * @param logMel [frames, melBins], log10 of mel power; not changed
 * @param startPeak the peak before the first frame: `initialPeak` where a stream begins
 * @returns `data` [frames, melBins], and the peak after each frame, [frames]
 */
export function normaliseRunningPeak(
  logMel: Float32Array,
  melBins: number,
  { initialPeak, decayPerFrame, dynamicRange }: RunningPeakNormalisation,
  startPeak = initialPeak,
): { readonly data: Float32Array; readonly peaks: Float64Array } {
  const data = new Float32Array(logMel.length);
  const peaks = new Float64Array(logMel.length / melBins);
  let peak = startPeak;
  for (const frame of peaks.keys()) {
    const start = frame * melBins;
    const bins = logMel.subarray(start, start + melBins);
    peak -= decayPerFrame;
    for (const value of bins) peak = Math.max(peak, value);
    peaks[frame] = peak;
    const floor = peak - dynamicRange;
    for (const [bin, value] of bins.entries()) data[start + bin] = (Math.max(value, floor) + OFFSET) / SCALE;
  }
  return { data, peaks };
}
