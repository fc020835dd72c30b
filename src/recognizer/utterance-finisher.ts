import type { RecognizerListener } from '../contract/recognizer-api';
import { failureOf } from './failure-of';
import { RunQueue } from './run-queue';
import {
  hear,
  rewrite,
  segmentOf,
  type Engines,
  type PlacedUtterance,
  type UtteranceText,
} from './utterance-text';

/** Utterances in a row whose student run failed: the runtime is broken, not the audio. */
const MAX_FAILED_UTTERANCES = 3;

/** Writes the final texts of a stream's utterances, one after the other. */
export class UtteranceFinisher {
  readonly #queue = new RunQueue();
  #failedUtterances = 0;

  constructor(
    private readonly engines: Engines,
    private readonly emit: RecognizerListener,
  ) {}

  /** The student failed on several utterances in a row; 'stream-failed' was sent. */
  get broken(): boolean {
    return this.#failedUtterances >= MAX_FAILED_UTTERANCES;
  }

  /**
   * Sends 'final' or 'discarded', and before a second look the student's text, awaiting it.
   *
   * @param heardSoFar what stands if the student's run over the whole utterance fails.
   * @returns resolves after the last event; never rejects.
   */
  finish(utterance: PlacedUtterance, heardSoFar: UtteranceText): Promise<void> {
    return this.#queue.run(() => this.#finish(utterance, heardSoFar));
  }

  /** Resolves once every text asked for so far was sent. */
  settled(): Promise<void> {
    return this.#queue.run(() => Promise.resolve());
  }

  async #finish(utterance: PlacedUtterance, heardSoFar: UtteranceText): Promise<void> {
    const { id, startMs, endMs } = utterance;
    const heard = await this.#hearWhole(utterance, heardSoFar);
    if (heard.words.length === 0) {
      this.emit({ type: 'discarded', id });
      return;
    }
    const secondLook = this.engines.secondLook();
    let text = heard;
    if (secondLook !== undefined) {
      this.emit({ type: 'partial', partial: { id, text: heard.text, startMs, endMs, awaitingFinal: true } });
      text = await rewrite(secondLook, utterance, heard);
    }
    this.emit({ type: 'final', segment: segmentOf(utterance, text) });
  }

  async #hearWhole(utterance: PlacedUtterance, heardSoFar: UtteranceText): Promise<UtteranceText> {
    try {
      const heard = await hear(this.engines, utterance);
      this.#failedUtterances = 0;
      return heard;
    } catch (error) {
      this.#failedUtterances += 1;
      if (this.#failedUtterances === MAX_FAILED_UTTERANCES) {
        this.emit({ type: 'stream-failed', failure: failureOf(error) });
      }
      return heardSoFar;
    }
  }
}
