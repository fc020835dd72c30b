import type { FrameBatch } from '../contract/capture-messages';
import type { RecognizerListener } from '../contract/recognizer-api';
import { HOP_MS, FRAME_RATE_HZ } from '../features/audio-format';
import { CaptureFrontEnd } from '../features/capture-front-end';
import type { DecodedAudio } from '../media/decoded-audio';
import { throwIfCancelled, untilCancelled } from './cancellation';
import { FloatQueue } from '../features/float-queue';
import { frameEnergiesDb } from './frame-energy';
import { FrameBuffer } from './frame-buffer';
import { nextTask } from './next-task';
import { chooseCut, cutInSilence, MAX_SEGMENT_MS } from './segmenter';
import { rewrite } from './rewrite';
import { writeAlone } from './sole-writing';
import { isSpoken } from './spoken-segment';
import {
  hear,
  place,
  segmentOf,
  type Engines,
  type PlacedUtterance,
  type UtteranceText,
} from './utterance-text';

/** One second: a file is read in steps of this size. */
const FILE_BATCH_FRAMES = FRAME_RATE_HZ;
/** A long file's first segment is short, so that its first words are soon there. */
const FIRST_SEGMENT_MS = 8000;

export interface FileOptions {
  readonly engines: Engines;
  readonly emit: RecognizerListener;
  readonly nextId: () => number;
  readonly signal: AbortSignal;
  /** Begins here: where a run before it was, by its last 'file-progress'. The beginning where absent. */
  readonly fromMs?: number;
}

/**
 * Transcribes a file as a whole: cut at silences and pauses into segments of at most MAX_SEGMENT_MS (a shorter one without a
 * silence is one segment), each heard by the student, which gives the times and tells speech from silence, and rewritten by
 * the second look. Only what is not yet transcribed is held in memory. Sends 'final' and 'file-progress'. A run that
 * begins where another was cut off sends what that would have sent.
 *
 * @returns the length of the audio in milliseconds.
 * @throws RecognizerFailure 'cancelled', what decoding throws, and what the student throws.
 */
export async function transcribeWhole(audio: DecodedAudio, options: FileOptions): Promise<number> {
  const segments = new FileSegments(options, audio);
  const frontEnd = new CaptureFrontEnd(audio.sampleRateHz, FILE_BATCH_FRAMES);
  for await (const chunk of audio.chunks()) {
    for (const batch of frontEnd.push(chunk)) await segments.add(batch);
  }
  for (const batch of frontEnd.flush()) await segments.add(batch);
  return segments.finish();
}

class FileSegments {
  readonly #buffer = new FrameBuffer();
  readonly #energiesDb = new FloatQueue();
  readonly #maxFrames: number;
  /** Counts from the first frame delivered, as all frames here do. */
  #startFrame: number;

  constructor(
    private readonly options: FileOptions,
    private readonly audio: DecodedAudio,
  ) {
    this.#maxFrames = Math.min(MAX_SEGMENT_MS / HOP_MS, options.engines.student.maxFrames);
    this.#startFrame = ((options.fromMs ?? 0) - audio.startMs) / HOP_MS;
  }

  async add(batch: FrameBatch): Promise<void> {
    // A cancel() call can only be heard between tasks.
    await nextTask();
    throwIfCancelled(this.options.signal);
    this.#buffer.append(batch);
    // What comes before the place to begin from is there for the filters alone.
    const early = Math.max(0, this.#startFrame - batch.firstFrame);
    this.#energiesDb.append(frameEnergiesDb(batch.logMel).subarray(early));
    while (this.#energiesDb.length > this.#maxFrames) {
      const candidates = this.#energiesDb.take(this.#longestFrames());
      await this.#cut(candidates, chooseCut(candidates));
    }
  }

  async finish(): Promise<number> {
    for (;;) {
      const rest = this.#energiesDb.take(this.#energiesDb.length);
      const frames = cutInSilence(rest);
      if (frames === undefined) break;
      await this.#cut(rest, frames);
    }
    const frames = this.#buffer.endFrame - this.#startFrame;
    if (frames > 0) await this.#transcribe(frames);
    return this.#timeMs(this.#startFrame);
  }

  /** Transcribes the first of some frames; the others come again. */
  async #cut(candidates: Float32Array, frames: number): Promise<void> {
    this.#putBack(candidates.subarray(frames));
    await this.#transcribe(frames);
  }

  /** Of the segment that comes next. */
  #longestFrames(): number {
    const isFirst = this.audio.startMs === 0 && this.#startFrame === 0;
    return isFirst ? Math.min(FIRST_SEGMENT_MS / HOP_MS, this.#maxFrames) : this.#maxFrames;
  }

  #timeMs(frame: number): number {
    return this.audio.startMs + frame * HOP_MS;
  }

  #putBack(energiesDb: Float32Array): void {
    const rest = this.#energiesDb.take(this.#energiesDb.length);
    this.#energiesDb.append(energiesDb);
    this.#energiesDb.append(rest);
  }

  async #textOf(utterance: PlacedUtterance): Promise<UtteranceText> {
    const { engines, signal } = this.options;
    if (engines.soleWriter !== undefined) {
      const writer = await untilCancelled(engines.soleWriter(), signal);
      return untilCancelled(writeAlone(writer, utterance), signal);
    }
    const heard = await untilCancelled(hear(engines, utterance), signal);
    if (heard.words.length === 0) return heard;
    await nextTask();
    throwIfCancelled(signal);
    const secondLook = engines.secondLook();
    if (secondLook === undefined) return heard;
    const rewriting = rewrite(secondLook, utterance, heard, { vocabulary: engines.words() });
    return (await untilCancelled(rewriting, signal)) ?? heard;
  }

  async #transcribe(frames: number): Promise<void> {
    const { emit, nextId } = this.options;
    const endFrame = this.#startFrame + frames;
    const audio = this.#buffer.slice(this.#startFrame, endFrame);
    const utterance = place(nextId(), audio, this.#timeMs(this.#startFrame) / HOP_MS);
    const spoken = await isSpoken(this.options.engines.voice(), audio);
    const text = spoken ? await this.#textOf(utterance) : undefined;
    if (text && text.words.length > 0) emit({ type: 'final', segment: segmentOf(utterance, text) });
    this.#startFrame = endFrame;
    this.#buffer.dropBefore(endFrame);
    const doneMs = this.#timeMs(endFrame);
    emit({ type: 'file-progress', doneMs, totalMs: Math.max(this.audio.estimatedMs, doneMs) });
  }
}
