import type { WhisperManifest } from '../contract/model-manifest';
import { MEL_BINS } from '../features/audio-format';
import type { LogMelSpan } from './acoustic-model';

const SILENT_LOG_MEL = -10;
/** Whisper's own normalisation: so far below the loudest value counts as nothing. */
const DYNAMIC_RANGE = 8;

/**
 * What Whisper's encoder is given: the sound with silence behind it, normalised by its loudest value.
 *
 * @returns [frames, melBins], an even number of frames.
 */
export function whisperWindow(
  { frames, data }: LogMelSpan,
  { minFrames, maxFrames, paddingFrames }: WhisperManifest['window'],
): Float32Array {
  const wanted = Math.min(maxFrames, Math.max(minFrames, frames + paddingFrames));
  const padded = new Float32Array((wanted - (wanted % 2)) * MEL_BINS).fill(SILENT_LOG_MEL);
  padded.set(data.subarray(0, Math.min(frames * MEL_BINS, padded.length)));
  const floor = padded.reduce((most, value) => Math.max(most, value), -Infinity) - DYNAMIC_RANGE;
  return padded.map((value) => (Math.max(value, floor) + 4) / 4);
}
