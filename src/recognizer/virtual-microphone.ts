import type { FrameSink } from '../contract/capture-messages';
import { CaptureFrontEnd } from '../features/capture-front-end';
import type { DecodedAudio } from '../media/decoded-audio';
import { throwIfCancelled, untilCancelled } from './cancellation';
import { nextTask } from './next-task';

/** Samples that an audio context hands to its worklet at a time. */
const RENDER_QUANTUM_SAMPLES = 128;

const PROGRESS_STEP_MS = 500;

export interface VirtualMicrophoneOptions {
  /** Frames in a batch, as the capture worklet sends them. */
  readonly batchFrames: number;
  readonly signal: AbortSignal;
  /** @param doneMs audio delivered so far. */
  readonly onProgress: (doneMs: number) => void;
}

/**
 * Plays a file into a stream as the capture worklet would: by render quanta at the file's own rate, on a clock
 * that counts audio, not time. Each batch is delivered when the one before has been dealt with.
 *
 * @returns the length of the audio in milliseconds.
 * @throws RecognizerFailure 'cancelled', and what decoding or the sink throws.
 */
export async function playIntoStream(
  audio: DecodedAudio,
  sink: FrameSink,
  { batchFrames, signal, onProgress }: VirtualMicrophoneOptions,
): Promise<number> {
  const frontEnd = new CaptureFrontEnd(audio.sampleRateHz, batchFrames);
  let deliveredSamples = 0;
  let reportedMs = 0;
  for await (const chunk of audio.chunks()) {
    for (let start = 0; start < chunk.length; start += RENDER_QUANTUM_SAMPLES) {
      const quantum = chunk.subarray(start, start + RENDER_QUANTUM_SAMPLES);
      deliveredSamples += quantum.length;
      for (const batch of frontEnd.push(quantum)) {
        // A cancel() call can only be heard between tasks.
        await nextTask();
        throwIfCancelled(signal);
        await untilCancelled(sink.push(batch), signal);
      }
    }
    const doneMs = (1000 * deliveredSamples) / audio.sampleRateHz;
    if (doneMs - reportedMs < PROGRESS_STEP_MS) continue;
    reportedMs = doneMs;
    onProgress(doneMs);
  }
  for (const batch of frontEnd.flush()) await untilCancelled(sink.push(batch), signal);
  await untilCancelled(sink.end(), signal);
  return (1000 * deliveredSamples) / audio.sampleRateHz;
}
