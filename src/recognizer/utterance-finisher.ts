import type { RecognizerListener, StreamSettings } from '../contract/recognizer-api';
import type { Hypothesis } from './acoustic-model';
import { failureOf } from './failure-of';
import { RunQueue } from './run-queue';
import { rewrite } from './rewrite';
import { writeAlone } from './sole-writing';
import { hear, segmentOf, type Engines, type PlacedUtterance, type UtteranceText } from './utterance-text';

/** Utterances in a row whose student run failed: the runtime is broken, not the audio. */
const MAX_FAILED_UTTERANCES = 3;

/** What was made of an utterance while it was heard. */
export interface Streamed {
  readonly text: UtteranceText;
  /** Why the text stops before the utterance does. */
  readonly error?: unknown;
  /** There is no voice in it: no engine need look for words. */
  readonly voiceless?: true;
}

/** Writes the final texts of a stream's utterances, one after the other. */
export class UtteranceFinisher {
  readonly #queue = new RunQueue();
  #failedUtterances = 0;
  #unfinished = 0;

  constructor(
    private readonly engines: Engines,
    private readonly emit: RecognizerListener,
    /** 'captions' to leave the streamed text as it is: to measure what people read while they speak. */
    private readonly text: StreamSettings['text'],
  ) {}

  /** The student failed on several utterances in a row; 'stream-failed' was sent. */
  get broken(): boolean {
    return this.#failedUtterances >= MAX_FAILED_UTTERANCES;
  }

  /** Every text asked for so far was sent. */
  get idle(): boolean {
    return this.#unfinished === 0;
  }

  /**
   * Sends 'final' or 'discarded', and before a second look the streamed text, awaiting it.
   *
   * @param streamed never rejects.
   * @param early what the second look has begun to write.
   * @returns resolves after the last event; never rejects.
   */
  finish(
    utterance: PlacedUtterance,
    streamed: Promise<Streamed>,
    early?: Promise<Hypothesis>,
  ): Promise<void> {
    this.#unfinished += 1;
    return this.#queue
      .run(async () => this.#finish(utterance, await streamed, early))
      .finally(() => {
        this.#unfinished -= 1;
      });
  }

  /** Resolves once every text asked for so far was sent. */
  settled(): Promise<void> {
    return this.#queue.run(() => Promise.resolve());
  }

  async #finish(utterance: PlacedUtterance, streamed: Streamed, early?: Promise<Hypothesis>): Promise<void> {
    const text = await this.#best(utterance, streamed, early);
    this.emit(
      text.words.length === 0
        ? { type: 'discarded', id: utterance.id }
        : { type: 'final', segment: segmentOf(utterance, text) },
    );
  }

  /** The second look's text, or else the student's with the whole utterance before it, or else the streamed one. */
  async #best(
    utterance: PlacedUtterance,
    { text, error, voiceless }: Streamed,
    early?: Promise<Hypothesis>,
  ): Promise<UtteranceText> {
    if (voiceless) return text;
    const { soleWriter } = this.engines;
    if (soleWriter !== undefined) return this.#writtenAlone(soleWriter, utterance, text, early);
    if (this.text === 'captions') {
      this.#note(error);
      return text;
    }
    return (await this.#rewritten(utterance, text, early)) ?? (await this.#heardWhole(utterance, text));
  }

  /** For the times of its words and to tell speech from noise the streamed text is good enough. */
  async #rewritten(
    utterance: PlacedUtterance,
    streamed: UtteranceText,
    early?: Promise<Hypothesis>,
  ): Promise<UtteranceText | undefined> {
    const secondLook = this.engines.secondLook();
    if (secondLook === undefined || streamed.words.length === 0) return undefined;
    const { id, startMs, endMs } = utterance;
    this.emit({
      type: 'partial',
      partial: { id, text: streamed.text, startMs, endMs, awaitingFinal: true },
    });
    return rewrite(secondLook, utterance, streamed, { vocabulary: this.engines.words(), early });
  }

  /** @returns the streamed text, which is none, where the writer fails. */
  async #writtenAlone(
    soleWriter: NonNullable<Engines['soleWriter']>,
    utterance: PlacedUtterance,
    streamed: UtteranceText,
    early?: Promise<Hypothesis>,
  ): Promise<UtteranceText> {
    try {
      const written = await writeAlone(await soleWriter(), utterance, early);
      this.#note(undefined);
      return written;
    } catch (error) {
      this.#note(error);
      return streamed;
    }
  }

  async #heardWhole(utterance: PlacedUtterance, streamed: UtteranceText): Promise<UtteranceText> {
    try {
      const heard = await hear(this.engines, utterance);
      this.#note(undefined);
      return heard;
    } catch (error) {
      this.#note(error);
      return streamed;
    }
  }

  /** @param error of the student on one utterance; undefined where it worked. */
  #note(error: unknown): void {
    if (error === undefined) this.#failedUtterances = 0;
    else this.#failedUtterances += 1;
    if (this.#failedUtterances === MAX_FAILED_UTTERANCES && error !== undefined)
      this.emit({ type: 'stream-failed', failure: failureOf(error) });
  }
}
