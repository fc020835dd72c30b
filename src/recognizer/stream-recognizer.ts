import type { FrameBatch, FrameSink } from '../contract/capture-messages';
import type { RecognizerListener } from '../contract/recognizer-api';
import { HOP_MS } from '../features/audio-format';
import { Endpointer, type Endpoint } from './endpointer';
import { FrameBuffer } from './frame-buffer';
import { nextTask } from './next-task';
import { PartialCaptions } from './partial-captions';
import { UtteranceFinisher } from './utterance-finisher';
import { place, spell, wordsIn, type Engines, type UtteranceText } from './utterance-text';

/** New audio for which the student runs again over the utterance in progress. */
export const PARTIAL_HOP_MS = 480;

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
}

/** The utterance that is being spoken. */
interface Current {
  readonly id: number;
  readonly captions: PartialCaptions;
  lastRunFrame: number;
  /** What the newest partial run heard. */
  heard: UtteranceText;
}

/**
 * From frames to captions. While someone speaks, the student's partial text is sent every PARTIAL_HOP_MS; a
 * pause ends the utterance, the student runs over all of it, and the second look writes its final text.
 * The next utterance is taken in meanwhile. A run that fails costs its own text and no more.
 */
export class StreamRecognizer implements FrameSink {
  readonly #buffer = new FrameBuffer();
  readonly #endpointer = new Endpointer();
  readonly #finisher: UtteranceFinisher;
  #current: Current | undefined;
  #partialRunning = false;
  #closed = false;

  constructor(private readonly options: StreamOptions) {
    this.#finisher = new UtteranceFinisher(options.engines, options.emit);
  }

  /** @throws RangeError if the batch does not follow the one before. */
  async push(batch: FrameBatch): Promise<void> {
    if (this.#closed || this.#finisher.broken) return;
    this.#buffer.append(batch);
    const finals = this.#endpointer.push(batch.logMel).map((endpoint) => this.#follow(endpoint));
    if (this.options.clock === 'virtual') await Promise.all(finals);
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
    return this.#finisher.finish(utterance, ended.heard);
  }

  #open(startFrame: number): void {
    const { engines, nextId } = this.options;
    this.#current = {
      id: nextId(),
      captions: new PartialCaptions(engines.student, startFrame),
      lastRunFrame: startFrame,
      heard: { text: '', words: [], engine: engines.student.id },
    };
  }

  #partialDue(): boolean {
    const current = this.#current;
    if (current === undefined || this.#partialRunning) return false;
    return (this.#buffer.endFrame - current.lastRunFrame) * HOP_MS >= PARTIAL_HOP_MS;
  }

  async #runPartial(): Promise<void> {
    const current = this.#current;
    this.#partialRunning = true;
    try {
      // Frames that piled up during a long run come first: one run then serves them all.
      if (this.options.clock === 'live') await nextTask();
      if (current === undefined || current !== this.#current) return;
      const endFrame = this.#buffer.endFrame;
      current.lastRunFrame = endFrame;
      await this.#hearSoFar(current, endFrame);
    } catch {
      // The next partial run covers the same audio.
    } finally {
      this.#partialRunning = false;
    }
  }

  async #hearSoFar(current: Current, endFrame: number): Promise<void> {
    const { engines, emit, clock } = this.options;
    const { student } = engines;
    const { startFrame } = current.captions;
    const heard = await current.captions.run(this.#buffer, endFrame);
    const span = { startMs: startFrame * HOP_MS, endMs: endFrame * HOP_MS };
    const words = wordsIn(engines, heard, span);
    current.heard = { text: spell(words), words, engine: student.id };
    if (this.#current !== current) return;
    if (words.length > 0) {
      emit({
        type: 'partial',
        partial: { id: current.id, text: current.heard.text, ...span, awaitingFinal: false },
      });
    }
    const last = words.at(-1);
    const endpoint = this.#endpointer.noteWords(last && Math.round(last.endMs / HOP_MS), endFrame);
    if (endpoint === undefined) return;
    const final = this.#follow(endpoint);
    if (clock === 'virtual') await final;
  }
}
