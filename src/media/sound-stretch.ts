import type { DecodedAudio } from './decoded-audio';

/** The same recording, as if it ended at a place. */
export function endingAt(audio: DecodedAudio, toMs: number): DecodedAudio {
  const { sampleRateHz, startMs } = audio;
  async function* chunks(): AsyncGenerator<Float32Array, void> {
    let left = Math.round(((toMs - startMs) * sampleRateHz) / 1000);
    for await (const chunk of audio.chunks()) {
      yield chunk.subarray(0, Math.min(left, chunk.length));
      left -= chunk.length;
      if (left <= 0) return;
    }
  }
  return { sampleRateHz, startMs, estimatedMs: toMs, chunks };
}
