import type { FrameBatch, FrameSink } from '../contract/capture-messages';
import { SnrMeter } from './snr-meter';
import { StreamRecognizer, type StreamOptions } from './stream-recognizer';
import type { Engines } from './utterance-text';

export interface AdaptiveEngines extends Engines {
  /** Told the SNR of the live input after each utterance, once it is known. */
  noteSnr(snrDb: number): void;
  /** Called where no utterance is under way. */
  swapStudent(): void;
}

/** A stream that measures how noisy its input is, and lets the student change between utterances. */
export class AdaptingStream implements FrameSink {
  readonly #meter = new SnrMeter();
  readonly #stream: StreamRecognizer;

  constructor(private readonly options: StreamOptions & { readonly engines: AdaptiveEngines }) {
    this.#stream = new StreamRecognizer({
      ...options,
      emit: (event) => {
        if (event.type === 'final') this.#note(event.segment);
        options.emit(event);
      },
    });
  }

  /** First frame that may still be needed: text was sent for all speech before it. */
  get neededFrame(): number {
    return this.#stream.neededFrame;
  }

  /** No utterance is under way, and none waits for its text. */
  get idle(): boolean {
    return this.#stream.idle;
  }

  /** @throws RangeError if the batch does not follow the one before. */
  push(batch: FrameBatch): Promise<void> {
    this.#meter.push(batch.logMel);
    if (this.#stream.idle) this.options.engines.swapStudent();
    return this.#stream.push(batch);
  }

  end(): Promise<void> {
    return this.#stream.end();
  }

  #note({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }): void {
    this.#meter.noteUtterance(startMs, endMs);
    const { snrDb } = this.#meter;
    if (snrDb !== undefined) this.options.engines.noteSnr(snrDb);
  }
}
