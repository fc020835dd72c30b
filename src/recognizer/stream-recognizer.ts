import type { FrameBatch, FrameSink } from '../contract/capture-messages';
import type { RecognizerListener, StreamSettings } from '../contract/recognizer-api';
import type { Word } from '../contract/transcript';
import { HOP_MS, HOP_SAMPLES, MEL_BINS } from '../features/audio-format';
import type { Utterance } from './acoustic-model';
import { EarlyLook } from './early-look';
import { Endpointer, type Endpoint } from './endpointer';
import { FrameBuffer } from './frame-buffer';
import { nextTask } from './next-task';
import { StreamEar, type FrameSource } from './stream-ear';
import { StreamedText } from './streamed-text';
import { UtteranceFinisher, type Streamed } from './utterance-finisher';
import { place, type Engines, type UtteranceText } from './utterance-text';
import { UtteranceVoice, type SampleSource, type VoiceHeard } from './utterance-voice';

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
}

/** The utterance that is being spoken. */
interface Current {
  readonly id: number;
  readonly startFrame: number;
  readonly writer: StreamedText;
  readonly voice: UtteranceVoice;
  /** False as long as it may be mere noise. */
  spoken: boolean;
  /** The frame up to which the stream must come for the next partial run. */
  dueFrame: number;
  /** What the newest partial run wrote. */
  text: UtteranceText;
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
  readonly #ear: StreamEar;
  readonly #finisher: UtteranceFinisher;
  #current: Current | undefined;
  #partialRunning = false;
  #closed = false;

  constructor(private readonly options: StreamOptions) {
    const { engines, emit, settings } = options;
    this.#ear = new StreamEar(engines, settings?.memory === 'forget');
    this.#finisher = new UtteranceFinisher(engines, emit, settings?.text);
  }

  /** No utterance is under way, and none waits for its text. */
  get idle(): boolean {
    return this.#current === undefined && !this.#partialRunning && this.#finisher.idle;
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
    return this.#finisher.finish(
      utterance,
      this.#finishStreaming(ended, utterance.audio, endFrame),
      this.#early.take(endpoint),
    );
  }

  /** Text of the whole utterance as it was streamed. Never rejects. */
  async #finishStreaming(ended: Current, { data, samples }: Utterance, endFrame: number): Promise<Streamed> {
    const { startFrame } = ended;
    // The buffer may have dropped its frames by the time that the ear comes to them.
    const frames: FrameSource & SampleSource = (from, to) => ({
      frames: to - from,
      data: data.subarray((from - startFrame) * MEL_BINS, (to - startFrame) * MEL_BINS),
      samples: samples.subarray((from - startFrame) * HOP_SAMPLES, (to - startFrame) * HOP_SAMPLES),
    });
    try {
      const { spoken } = await ended.voice.hear(endFrame, frames);
      if (!spoken) return { text: this.#noText(), voiceless: true };
      return { text: await ended.writer.write(await this.#ear.finish(startFrame, endFrame, frames)) };
    } catch (error) {
      return { text: ended.text, error };
    }
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
    const { engines, nextId } = this.options;
    const { hop } = engines.student;
    this.#current = {
      id: nextId(),
      startFrame,
      writer: new StreamedText(engines),
      voice: new UtteranceVoice(startFrame, engines.voice()),
      spoken: engines.voice() === undefined,
      dueFrame: startFrame + hop.chunkFrames + hop.lookAheadFrames,
      text: this.#noText(),
    };
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
      const endFrame = this.#buffer.endFrame;
      current.dueFrame = endFrame + this.options.engines.student.hop.chunkFrames;
      await this.#hearSoFar(current, endFrame);
    } catch {
      // The next partial run goes on from the chunk that failed.
    } finally {
      this.#partialRunning = false;
    }
  }

  async #hearSoFar(current: Current, endFrame: number): Promise<void> {
    const { emit } = this.options;
    const { id, startFrame } = current;
    const frames = (from: number, to: number): Utterance => this.#buffer.slice(from, to);
    const voice = await current.voice.hear(endFrame, frames);
    if (this.#current !== current) return;
    current.spoken = voice.spoken;
    if (!voice.spoken) return this.#noteEvidence(voice, undefined, endFrame);
    const heard = await this.#ear.hear(startFrame, endFrame, frames);
    current.dueFrame = heard.dueFrame;
    current.text = await current.writer.write(heard);
    if (this.#current !== current) return;
    const { text, words } = current.text;
    if (words.length > 0) {
      const span = { startMs: startFrame * HOP_MS, endMs: heard.endFrame * HOP_MS };
      emit({ type: 'partial', partial: { id, text, ...span, awaitingFinal: false } });
    }
    await this.#noteEvidence(voice, words.at(-1), heard.endFrame);
  }

  /** The utterance ends where voices and words have. */
  async #noteEvidence(
    { lastVoicedFrame }: VoiceHeard,
    lastWord: Word | undefined,
    seenFrame: number,
  ): Promise<void> {
    const lastWordFrame = lastWord && Math.round(lastWord.endMs / HOP_MS);
    const endpoint = this.#endpointer.noteEvidence({ lastWordFrame, lastVoicedFrame, seenFrame });
    if (endpoint === undefined) return;
    const final = this.#follow(endpoint);
    if (this.options.clock === 'virtual') await final;
  }

  #noText(): UtteranceText {
    return { text: '', words: [], engine: this.options.engines.student.id };
  }
}
