import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { DecodedAudio } from '../media/decoded-audio';
import type { LogMelSpan, Sounds } from './acoustic-model';
import { FAKE_PIECES, FakeAcousticModel, soundsOf } from './fake-acoustic-model';

const LOUD = 0.3;
const SYLLABLES_HZ = 4;

/** Hears "one" every second of its span or stream, whatever the sound. */
export class MetronomeStudent extends FakeAcousticModel {
  protected override sounds(span: LogMelSpan, position: number): Sounds {
    const data = new Float32Array(Math.ceil(span.frames / 4) * FAKE_PIECES.length);
    for (let row = 0; row * 4 < span.frames; row += 1) {
      if ((position / 4 + row) % 25 === 12) data[row * FAKE_PIECES.length + 1] = 20;
    }
    return soundsOf(data);
  }
}

/** Noise that comes and goes as syllables do, with a pause at each of these places. */
export function recording(
  seconds: number,
  pausesAtSeconds: readonly number[],
  rateHz = SAMPLE_RATE_HZ,
  startMs = 0,
  pauseSeconds = 0.5,
): DecodedAudio {
  let seed = 1;
  const samples = Float32Array.from({ length: seconds * rateHz }, (_, index) => {
    seed = (seed * 16_807) % 2_147_483_647;
    const paused = pausesAtSeconds.some((at) => index / rateHz >= at && index / rateHz < at + pauseSeconds);
    const loud = LOUD * (0.55 + 0.45 * Math.sin(2 * Math.PI * SYLLABLES_HZ * (index / rateHz)));
    return paused ? 0 : (seed / 2_147_483_647 - 0.5) * loud;
  });
  async function* chunks() {
    for (let start = (startMs / 1000) * rateHz; start < samples.length; start += 1152) {
      await Promise.resolve();
      yield samples.subarray(start, start + 1152);
    }
  }
  return { sampleRateHz: rateHz, startMs, estimatedMs: seconds * 1000, chunks };
}
