import type { FrameBatch, FrameSink } from '../contract/capture-messages';
import type { CaptionPace, RecognizerListener, StreamSettings } from '../contract/recognizer-api';
import { HOP_MS } from '../features/audio-format';
import type { Utterance } from './acoustic-model';
import { Backlog } from './backlog';
import { EarlyLook } from './early-look';
import { Endpointer, type Endpoint } from './endpointer';
import { FrameBuffer } from './frame-buffer';
import { LiveUtterance } from './live-utterance';
import { nextTask } from './next-task';
import { StreamEar } from './stream-ear';
import { UtteranceFinisher } from './utterance-finisher';
import { place, spell, type Engines } from './utterance-text';

export interface StreamOptions {
  readonly engines: Engines;
  readonly emit: RecognizerListener;
  /** Gives each utterance an id of its own. */
  readonly nextId: () => number;
  /**
   * 'live': push() never waits for a model, and no partial run starts while another is under way.
   * 'virtual': push() waits for all that its frames cause, so that the same frames give the same events.
   */
  readonly clock: 'live' | 'virtual';
  readonly settings?: StreamSettings;
  /** How soon words are shown; 'balanced' where absent. */
  readonly pace?: () => CaptionPace;
}

/**
 * From frames to captions. While someone speaks, the student hears chunk after chunk, and its partial text is sent
 * with each; a pause ends the utterance, and the second look writes its final text, or else the student does,
 * having heard all of it. The next utterance is taken in meanwhile. A run that fails costs its own text and no more.
 */
export class StreamRecognizer implements FrameSink {
  readonly #buffer = new FrameBuffer();
  readonly #endpointer = new Endpointer();
  readonly #early = new EarlyLook();
  readonly #backlog = new Backlog();
  readonly #ear: StreamEar;
  readonly #finisher: UtteranceFinisher;
  #current: LiveUtterance | undefined;
  #partialRunning = false;
  #closed = false;
  /** Starts of the utterances that ended and whose text was not sent yet. */
  readonly #unwritten = new Set<number>();

  constructor(private readonly options: StreamOptions) {
    const { engines, emit, settings } = options;
    this.#ear = new StreamEar(engines, settings?.memory === 'forget');
    this.#finisher = new UtteranceFinisher(engines, emit, settings?.text);
  }

  /** No utterance is under way, and none waits for its text. */
  get idle(): boolean {
    return this.#current === undefined && !this.#partialRunning && this.#finisher.idle;
  }

  /** First frame that may still be needed: text was sent for all speech before it. */
  get neededFrame(): number {
    return Math.min(this.#endpointer.neededFrame, ...this.#unwritten);
  }

  /** @throws RangeError if the batch does not follow the one before. */
  async push(batch: FrameBatch): Promise<void> {
    if (this.#closed || this.#finisher.broken) return;
    this.#buffer.append(batch);
    const finals = this.#endpointer.push(batch.logMel).map((endpoint) => this.#follow(endpoint));
    if (this.options.clock === 'virtual') await Promise.all(finals);
    else this.#lookEarly();
    const partial = this.#partialDue() ? this.#runPartial() : undefined;
    this.#buffer.dropBefore(this.#endpointer.neededFrame);
    if (this.options.clock === 'virtual') await partial;
  }

  /** Resolves after the last final text was sent. Safe to call twice. */
  async end(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      const endpoint = this.#endpointer.flush();
      if (endpoint !== undefined) void this.#follow(endpoint);
    }
    await this.#finisher.settled();
  }

  /** Resolves once the texts that the endpoint calls for were sent. */
  #follow(endpoint: Endpoint): Promise<void> {
    if (endpoint.type === 'start') {
      this.#open(endpoint.startFrame);
      return Promise.resolve();
    }
    const { startFrame, endFrame } = endpoint;
    const ended = this.#current;
    if (ended === undefined) throw new Error('an utterance ended that had not started');
    if (endpoint.continues) this.#open(endFrame);
    else this.#current = undefined;
    const utterance = place(ended.id, this.#buffer.slice(startFrame, endFrame), startFrame);
    const streamed = ended.finish(this.#ear, endFrame, utterance.audio);
    this.#unwritten.add(startFrame);
    return this.#finisher
      .finish(utterance, streamed, this.#early.take(endpoint))
      .finally(() => this.#unwritten.delete(startFrame));
  }

  /** On a virtual clock nobody waits, so nothing is begun early: the words are the same. */
  #lookEarly(): void {
    const secondLook = this.options.engines.secondLook();
    if (secondLook === undefined || this.#current?.spoken === false) return;
    this.#early.update(this.#endpointer.likelyEnd, ({ startFrame, endFrame }, signal) =>
      secondLook.transcribe(this.#buffer.slice(startFrame, endFrame), signal),
    );
  }

  #open(startFrame: number): void {
    const { engines, nextId, pace = () => 'balanced' } = this.options;
    this.#current = new LiveUtterance(nextId(), startFrame, engines, pace);
  }

  #partialDue(): boolean {
    const current = this.#current;
    return current !== undefined && !this.#partialRunning && this.#buffer.endFrame >= current.dueFrame;
  }

  async #runPartial(): Promise<void> {
    const current = this.#current;
    this.#partialRunning = true;
    try {
      // Frames that piled up during a long run come first: one text then serves them all.
      if (this.options.clock === 'live') await nextTask();
      if (current === undefined || current !== this.#current) return;
      await this.#hearSoFar(current);
    } catch {
      // The next partial run goes on from the chunk that failed.
    } finally {
      this.#partialRunning = false;
    }
  }

  async #hearSoFar(current: LiveUtterance): Promise<void> {
    const { emit, clock } = this.options;
    const { id, startFrame } = current;
    const frames = (from: number, to: number): Utterance => this.#buffer.slice(from, to);
    const { shown, endFrame, evidence } = await current.hear(this.#ear, this.#buffer.endFrame, frames);
    const behindMs = (this.#buffer.endFrame - endFrame) * HOP_MS;
    if (clock === 'live' && this.#backlog.note(behindMs)) emit({ type: 'overloaded', behindMs });
    if (this.#current !== current) return;
    if (shown.length > 0) {
      const span = { startMs: startFrame * HOP_MS, endMs: endFrame * HOP_MS };
      emit({ type: 'partial', partial: { id, text: spell(shown), ...span, awaitingFinal: false } });
    }
    const endpoint = this.#endpointer.noteEvidence(evidence);
    if (endpoint === undefined) return;
    const final = this.#follow(endpoint);
    if (clock === 'virtual') await final;
  }
}
