import type { Hypothesis, Utterance, UtteranceBatches, UtteranceEngine } from './acoustic-model';
import { BatchSize } from './batch-size';

/** An engine on the graphics device that writes several utterances at once. */
export interface BatchEngine {
  /** As many utterances of the longest kind as the device has room for. */
  readonly mostUtterances: number;
  transcribeAll(utterances: readonly Utterance[], signal?: AbortSignal): Promise<Hypothesis[]>;
  dispose(): Promise<void>;
}

const SAMPLES_IN_MS = 16;

/**
 * The second look in two places: on the processor for what somebody waits for, one utterance at a time, and, for files, on the
 * graphics device in batches where that is measured to be quicker.
 */
export class BatchedSecondLook implements UtteranceEngine, UtteranceBatches {
  readonly id: string;
  readonly maxSeconds: number;
  readonly batches: UtteranceBatches = this;
  #sizes: BatchSize | undefined;
  #batches: BatchEngine | undefined;
  #isDisposed = false;

  /**
   * Owns both engines.
   *
   * @param open called once a file has been begun, as it takes seconds; its rejection leaves all to the processor.
   */
  constructor(
    private readonly single: UtteranceEngine,
    private readonly open: () => Promise<BatchEngine>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.id = single.id;
    this.maxSeconds = single.maxSeconds;
  }

  get size(): number {
    return Math.max(1, this.#sizes?.size ?? 1);
  }

  transcribe(utterance: Utterance, signal?: AbortSignal): Promise<Hypothesis> {
    return this.single.transcribe(utterance, signal);
  }

  async transcribeAll(utterances: readonly Utterance[], signal?: AbortSignal): Promise<Hypothesis[]> {
    if (utterances.length === 0) return [];
    const sizes = await this.#begin();
    const batches = sizes.size > 0 ? this.#batches : undefined;
    const size = batches === undefined ? 0 : utterances.length;
    const begunMs = this.now();
    const written = await (batches === undefined
      ? this.#oneByOne(utterances, signal)
      : this.#together(batches, utterances, signal));
    const samples = utterances.reduce((sum, utterance) => sum + utterance.samples.length, 0);
    sizes.note(size, this.now() - begunMs, samples / SAMPLES_IN_MS);
    await this.#closeUnless(sizes.size > 0 || !sizes.isSettled);
    return written;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await Promise.all([this.single.dispose(), this.#closeUnless(false)]);
  }

  /** Gives the device's memory back. */
  async #closeUnless(isOfUse: boolean): Promise<void> {
    if (isOfUse) return;
    const batches = this.#batches;
    this.#batches = undefined;
    await batches?.dispose().catch(() => undefined);
  }

  /** The first file is begun on the processor; the device is opened for its second segment. */
  async #begin(): Promise<BatchSize> {
    const sizes = (this.#sizes ??= new BatchSize());
    if (sizes.size === 0 || sizes.isSettled || this.#batches !== undefined) return sizes;
    try {
      const batches = await this.open();
      this.#batches = batches;
      if (this.#isDisposed) sizes.giveUp();
      else sizes.limitTo(batches.mostUtterances);
      await this.#closeUnless(sizes.size > 0);
    } catch {
      // A file goes on without the device: slower, and with the same words.
      sizes.giveUp();
    }
    return sizes;
  }

  async #together(
    batches: BatchEngine,
    utterances: readonly Utterance[],
    signal?: AbortSignal,
  ): Promise<Hypothesis[]> {
    try {
      return await batches.transcribeAll(utterances, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (this.#isDisposed) throw error;
      this.#sizes?.giveUp();
      await this.#closeUnless(false);
      return this.#oneByOne(utterances, signal);
    }
  }

  async #oneByOne(utterances: readonly Utterance[], signal?: AbortSignal): Promise<Hypothesis[]> {
    const written: Hypothesis[] = [];
    for (const utterance of utterances) written.push(await this.single.transcribe(utterance, signal));
    return written;
  }
}
