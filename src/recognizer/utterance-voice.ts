import { HOP_SAMPLES } from '../features/audio-format';
import type { VoiceModel, VoiceStream } from './acoustic-model';
import { RunQueue } from './run-queue';

/** Silero's own threshold. */
const VOICED = 0.5;
/**
 * Less is no voice: in two minutes of kitchen noise or tones no two windows are voiced; of the utterances of the dev
 * set, even with six voices behind them at 5 dB, none has less than a second.
 */
const LEAST_VOICED_SAMPLES = 1500;

/** What is known of the voices in one utterance. */
export interface VoiceHeard {
  /** False for sound without voices. True as long as nobody can tell. */
  readonly spoken: boolean;
  /** The stream's frame in which the last voiced window ends; undefined where none is known. */
  readonly lastVoicedFrame: number | undefined;
}

/** Gives the samples under frames [from, to) of the stream. */
export type SampleSource = (from: number, to: number) => { readonly samples: Float32Array };

/** Follows the voices in one utterance. Calls queue up; a model that fails is not asked again. */
export class UtteranceVoice {
  readonly #queue = new RunQueue();
  #stream: VoiceStream | undefined;
  #windowSamples: number;
  #heardFrame: number;
  #windows = 0;
  #voicedWindows = 0;
  #lastVoicedFrame: number | undefined;

  /** @param model undefined where there is none, or none yet. */
  constructor(
    private readonly startFrame: number,
    model: VoiceModel | undefined,
  ) {
    this.#stream = model?.openStream();
    this.#windowSamples = model?.windowSamples ?? 1;
    this.#heardFrame = startFrame;
  }

  /** Takes what has come up to `endFrame`. Never rejects for the model's sake. */
  hear(endFrame: number, samples: SampleSource): Promise<VoiceHeard> {
    return this.#queue.run(async () => {
      if (this.#stream !== undefined && endFrame > this.#heardFrame) {
        const span = samples(this.#heardFrame, endFrame);
        this.#heardFrame = endFrame;
        await this.#take(this.#stream, span.samples);
      }
      const spoken =
        this.#stream === undefined || this.#voicedWindows * this.#windowSamples >= LEAST_VOICED_SAMPLES;
      return { spoken, lastVoicedFrame: this.#stream && this.#lastVoicedFrame };
    });
  }

  async #take(stream: VoiceStream, samples: Float32Array): Promise<void> {
    try {
      for (const probability of await stream.hear(samples)) {
        this.#windows += 1;
        if (probability < VOICED) continue;
        this.#voicedWindows += 1;
        const endSample = this.#windows * this.#windowSamples;
        this.#lastVoicedFrame = this.startFrame + Math.ceil(endSample / HOP_SAMPLES);
      }
    } catch {
      // Words are worth more than their absence in noise.
      this.#stream = undefined;
    }
  }
}
