import { HOP_SAMPLES } from '../features/audio-format';
import type { VoiceModel } from './acoustic-model';

/**
 * Hears a voice in the planted frames that it is told of. A window lasts as long as two frames. For tests, with
 * samples that hold the number of their frame.
 */
export class FakeVoiceModel implements VoiceModel {
  readonly windowSamples = 2 * HOP_SAMPLES;
  /** Samples that it was given, in order. */
  readonly heard: number[] = [];
  failing = false;
  disposals = 0;

  constructor(private readonly isVoiced: (frame: number) => boolean) {}

  openStream() {
    let pending: number[] = [];
    return {
      hear: (samples: Float32Array): Promise<Float32Array> => {
        if (this.failing) return Promise.reject(new Error('planted'));
        this.heard.push(...samples);
        pending.push(...samples);
        const probabilities: number[] = [];
        while (pending.length >= this.windowSamples) {
          probabilities.push(this.isVoiced(pending[0] ?? 0) ? 0.9 : 0.1);
          pending = pending.slice(this.windowSamples);
        }
        return Promise.resolve(Float32Array.from(probabilities));
      },
    };
  }

  dispose(): Promise<void> {
    this.disposals += 1;
    return Promise.resolve();
  }
}
