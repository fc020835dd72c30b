import type { FrameBatch } from '../contract/capture-messages';
import { HOP_MS, HOP_SAMPLES, MEL_BINS } from '../features/audio-format';
import { plantToken } from './fake-acoustic-model';

const SILENT_LOG_MEL = -6;
const SPOKEN_LOG_MEL = -1;
/** Above the bins that name tokens. */
const FIRST_VOICE_BIN = 10;
const TOKEN_MS = 40;

/** A stretch of a made-up recording. */
export interface Stretch {
  readonly ms: number;
  /** log10 mel power of the voice; silence where absent. */
  readonly voice?: number;
  /** Token ids for FakeAcousticModel, spread evenly over the stretch. */
  readonly tokens?: readonly number[];
}

export function speech(ms: number, tokens: readonly number[]): Stretch {
  return { ms, voice: SPOKEN_LOG_MEL, tokens };
}

export function silence(ms: number): Stretch {
  return { ms };
}

/**
 * A made-up recording in batches. Each sample holds the number of its frame, so that a test sees which frames
 * an engine was given. For tests.
 */
export function plant(stretches: readonly Stretch[], batchFrames = 8): FrameBatch[] {
  const frames = stretches.reduce((sum, { ms }) => sum + ms / HOP_MS, 0);
  const logMel = new Float32Array(frames * MEL_BINS).fill(SILENT_LOG_MEL);
  let frame = 0;
  for (const { ms, voice, tokens = [] } of stretches) {
    const end = frame + ms / HOP_MS;
    if (voice !== undefined) {
      for (let at = frame; at < end; at += 1) {
        logMel.fill(voice, at * MEL_BINS + FIRST_VOICE_BIN, (at + 1) * MEL_BINS);
      }
    }
    const stepFrames = (end - frame) / (tokens.length + 1);
    tokens.forEach((token, index) => {
      const at = frame + Math.round(stepFrames * (index + 1));
      plantToken(logMel, at, at + TOKEN_MS / HOP_MS, token);
    });
    frame = end;
  }
  return batchesOf(logMel, batchFrames);
}

function batchesOf(logMel: Float32Array, batchFrames: number): FrameBatch[] {
  const batches: FrameBatch[] = [];
  const frames = logMel.length / MEL_BINS;
  for (let firstFrame = 0; firstFrame < frames; firstFrame += batchFrames) {
    const end = Math.min(firstFrame + batchFrames, frames);
    const samples = new Float32Array((end - firstFrame) * HOP_SAMPLES);
    samples.forEach((_, index) => {
      samples[index] = firstFrame + Math.floor(index / HOP_SAMPLES);
    });
    batches.push({ firstFrame, logMel: logMel.slice(firstFrame * MEL_BINS, end * MEL_BINS), samples });
  }
  return batches;
}
