import { HOP_MS } from '../features/audio-format';
import type { Hypothesis } from './acoustic-model';

/** A longer utterance is not begun early: where speech goes on, the encoder's work on all of it would be for nothing. */
const LONGEST_MS = 10_000;

/** Frames [startFrame, endFrame) of a stream. */
export interface Span {
  readonly startFrame: number;
  readonly endFrame: number;
}

interface Begun extends Span {
  readonly abort: AbortController;
  readonly hypothesis: Promise<Hypothesis>;
}

/**
 * The second look's text of an utterance that has probably ended. Its audio is complete when a pause is shorter than
 * what ends an utterance, so the text is begun then, and given up where speech goes on: the wait for the end is not
 * idle, and the words are the same.
 */
export class EarlyLook {
  #begun: Begun | undefined;

  /**
   * @param span the utterance as it will be if silence goes on; undefined while someone speaks.
   * @param begin has the second look write its text; the signal tells that nobody waits for it any more.
   */
  update(span: Span | undefined, begin: (span: Span, signal: AbortSignal) => Promise<Hypothesis>): void {
    if (span !== undefined && this.#holds(span)) return;
    this.#begun?.abort.abort();
    this.#begun = undefined;
    if (span === undefined || (span.endFrame - span.startFrame) * HOP_MS > LONGEST_MS) return;
    const abort = new AbortController();
    const hypothesis = begin(span, abort.signal);
    // Whoever takes it sees its failure; where nobody does, it is none.
    hypothesis.catch(() => undefined);
    this.#begun = { ...span, abort, hypothesis };
  }

  /** What was begun on exactly this utterance. It is not given up any more. */
  take(span: Span): Promise<Hypothesis> | undefined {
    if (!this.#holds(span)) return undefined;
    const taken = this.#begun?.hypothesis;
    this.#begun = undefined;
    return taken;
  }

  #holds({ startFrame, endFrame }: Span): boolean {
    return this.#begun?.startFrame === startFrame && this.#begun.endFrame === endFrame;
  }
}
