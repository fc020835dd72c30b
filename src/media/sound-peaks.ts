import type { Outcome } from '../contract/errors';
import { PEAKS_PER_SECOND, type PeaksListener, type SoundPeaksApi } from '../contract/sound-peaks';
import { decodeAudio } from './decode-audio';
import { MediaFailure } from './media-failure';
import { PeakMeter } from './peak-meter';

/** The drawing of a long sound grows so often. */
const TELL_EVERY_MS = 400;

/** Reads sounds for their loudness alone. Decoded samples are dropped at once, so that length costs no memory. */
export class SoundPeaks implements SoundPeaksApi {
  async read(sound: Blob, onPeaks: PeaksListener): Promise<Outcome<null>> {
    try {
      const audio = await decodeAudio(sound);
      const meter = new PeakMeter(audio.sampleRateHz, PEAKS_PER_SECOND);
      let toldAtMs = performance.now();
      for await (const chunk of audio.chunks()) {
        meter.push(chunk);
        if (performance.now() - toldAtMs < TELL_EVERY_MS) continue;
        await tell(onPeaks, meter, audio.estimatedMs);
        toldAtMs = performance.now();
      }
      meter.finish();
      await tell(onPeaks, meter, audio.estimatedMs);
      return { ok: true, value: null };
    } catch (error) {
      if (error instanceof MediaFailure) return { ok: false, failure: error.failure };
      throw error;
    }
  }
}

/** Across threads the listener gives a promise: a page that is slower than the decoder is waited for. */
async function tell(onPeaks: PeaksListener, meter: PeakMeter, totalMs: number): Promise<void> {
  const listener: (...read: Parameters<PeaksListener>) => unknown = onPeaks;
  await listener(meter.take(), totalMs);
}
