import type { SileroManifest } from '../contract/model-manifest';
import type { VoiceModel, VoiceStream } from './acoustic-model';
import type { TensorRunner } from './onnx-session';
import { RecognizerFailure } from './recognizer-failure';

/**
 * Silero VAD (https://github.com/snakers4/silero-vad) in its form for many windows a call: `input [windows,
 * contextSamples + windowSamples]`, `h`, `c` `[1, 1, stateSize]` -> `speech_probs [windows]`, `hn`, `cn`.
 */
export class SileroModel implements VoiceModel {
  readonly windowSamples: number;

  /** Owns the session: dispose() closes it. */
  constructor(
    private readonly manifest: SileroManifest,
    private readonly runner: TensorRunner,
  ) {
    this.windowSamples = manifest.windowSamples;
  }

  openStream(): VoiceStream {
    return new SileroStream(this.manifest, this.runner);
  }

  dispose(): Promise<void> {
    return this.runner.dispose();
  }
}

class SileroStream implements VoiceStream {
  /** The context of the next window, and what has come of that window itself. */
  #pending: Float32Array;
  #hidden: Float32Array;
  #cell: Float32Array;

  constructor(
    private readonly manifest: SileroManifest,
    private readonly runner: TensorRunner,
  ) {
    this.#pending = new Float32Array(manifest.contextSamples);
    this.#hidden = new Float32Array(manifest.stateSize);
    this.#cell = new Float32Array(manifest.stateSize);
  }

  async hear(samples: Float32Array): Promise<Float32Array> {
    const { contextSamples, windowSamples, stateSize } = this.manifest;
    const sound = new Float32Array(this.#pending.length + samples.length);
    sound.set(this.#pending);
    sound.set(samples, this.#pending.length);
    const windows = Math.floor((sound.length - contextSamples) / windowSamples);
    if (windows === 0) {
      this.#pending = sound;
      return new Float32Array(0);
    }
    const width = contextSamples + windowSamples;
    const input = new Float32Array(windows * width);
    for (let window = 0; window < windows; window += 1) {
      const from = window * windowSamples;
      input.set(sound.subarray(from, from + width), window * width);
    }
    const dims = [1, 1, stateSize];
    const [probabilities, hidden, cell] = await this.runner.run(
      {
        input: { data: input, dims: [windows, width] },
        h: { data: this.#hidden, dims },
        c: { data: this.#cell, dims },
      },
      ['speech_probs', 'hn', 'cn'],
    );
    if (probabilities?.data.length !== windows || hidden === undefined || cell === undefined) {
      throw new RecognizerFailure({
        code: 'provider-failed',
        message: `${this.manifest.id} gave ${String(probabilities?.data.length)} of ${String(windows)} windows`,
      });
    }
    this.#pending = sound.slice(windows * windowSamples);
    this.#hidden = hidden.data;
    this.#cell = cell.data;
    return probabilities.data;
  }
}
