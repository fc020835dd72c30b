import type { DecodedSound } from '../contract/decoded-sound';
import { ChannelMixer } from '../features/channel-mixer';
import type { DecodedAudio } from './decoded-audio';
import { resumePoint } from './resume-point';

/** Sound that is decoded already, as if it were being decoded: mixed to mono a second at a time. */
export function playDecoded({ rateHz, channels }: DecodedSound, fromMs = 0): DecodedAudio {
  const { startSeconds } = resumePoint(fromMs);
  const length = channels[0]?.length ?? 0;
  async function* chunks(): AsyncGenerator<Float32Array, void> {
    const mixer = new ChannelMixer();
    for (let start = startSeconds * rateHz; start < length; start += rateHz) {
      const second = channels.map((samples) => samples.subarray(start, start + rateHz));
      yield await Promise.resolve(mixer.mix(second, second[0]?.length ?? 0));
    }
  }
  return {
    sampleRateHz: rateHz,
    startMs: 1000 * startSeconds,
    estimatedMs: (1000 * length) / rateHz,
    chunks,
  };
}
