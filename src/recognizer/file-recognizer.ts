import type { FrameBatch } from '../contract/capture-messages';
import type { RecognizerListener } from '../contract/recognizer-api';
import type { Segment } from '../contract/transcript';
import { HOP_MS, FRAME_RATE_HZ } from '../features/audio-format';
import { CaptureFrontEnd } from '../features/capture-front-end';
import type { DecodedAudio } from '../media/decoded-audio';
import { throwIfCancelled } from './cancellation';
import { FloatQueue } from '../features/float-queue';
import type { FileRunners } from './file-runners';
import { frameEnergiesDb } from './frame-energy';
import { FrameBuffer } from './frame-buffer';
import { nextTask } from './next-task';
import { chooseCut, cutInSilence, MAX_SEGMENT_MS } from './segmenter';
import { SegmentScheduler } from './segment-scheduler';
import { place, type Engines } from './utterance-text';

/** One second: a file is read in steps of this size. */
const FILE_BATCH_FRAMES = FRAME_RATE_HZ;
/** A long file's first segment is short, so that its first words are soon there. */
const FIRST_SEGMENT_MS = 8000;

export interface FileOptions {
  readonly engines: Pick<Engines, 'student'>;
  readonly runners: FileRunners;
  readonly emit: RecognizerListener;
  readonly nextId: () => number;
  readonly signal: AbortSignal;
  /** Begins here: where a run before it was, by its last 'file-progress'. The beginning where absent. */
  readonly fromMs?: number;
}

/**
 * Transcribes a file as a whole: cut at silences and pauses into segments of at most MAX_SEGMENT_MS (a shorter one without a
 * silence is one segment), each written by one of the runners: see writeSegment(). Only what is not yet transcribed is held in
 * memory. Sends 'final' and 'file-progress', in the order of the file. A run that begins where another was cut off sends
 * what that would have sent.
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
  readonly #scheduler: SegmentScheduler;
  /** Counts from the first frame delivered, as all frames here do. */
  #startFrame: number;

  constructor(
    private readonly options: FileOptions,
    private readonly audio: DecodedAudio,
  ) {
    this.#maxFrames = Math.min(MAX_SEGMENT_MS / HOP_MS, options.engines.student.maxFrames);
    this.#startFrame = ((options.fromMs ?? 0) - audio.startMs) / HOP_MS;
    const { runners, signal } = options;
    const leftMs = (endMs: number): number => Math.max(0, audio.estimatedMs - endMs);
    runners.want(leftMs(options.fromMs ?? 0));
    this.#scheduler = new SegmentScheduler({
      runners,
      signal,
      deliver: (segment, endMs) => {
        this.#deliver(segment, endMs);
      },
      onWritten: (utterance, runner) => {
        runners.wrote(utterance, leftMs(utterance.endMs), runner);
      },
    });
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
      await this.#cutFrom(candidates, chooseCut(candidates));
    }
  }

  async finish(): Promise<number> {
    for (;;) {
      const rest = this.#energiesDb.take(this.#energiesDb.length);
      const frames = cutInSilence(rest);
      if (frames === undefined) break;
      await this.#cutFrom(rest, frames);
    }
    const frames = this.#buffer.endFrame - this.#startFrame;
    if (frames > 0) await this.#cut(frames);
    await this.#scheduler.finish();
    return this.#timeMs(this.#startFrame);
  }

  /** The first of some frames become a segment; the others come again. */
  async #cutFrom(candidates: Float32Array, frames: number): Promise<void> {
    this.#putBack(candidates.subarray(frames));
    await this.#cut(frames);
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

  /** The frames that come next become a segment. Resolves when the next one is wanted. */
  async #cut(frames: number): Promise<void> {
    const endFrame = this.#startFrame + frames;
    const audio = this.#buffer.slice(this.#startFrame, endFrame);
    const utterance = place(this.options.nextId(), audio, this.#timeMs(this.#startFrame) / HOP_MS);
    this.#startFrame = endFrame;
    this.#buffer.dropBefore(endFrame);
    await this.#scheduler.add(utterance);
  }

  #deliver(segment: Segment | undefined, doneMs: number): void {
    const { emit } = this.options;
    if (segment !== undefined) emit({ type: 'final', segment });
    emit({ type: 'file-progress', doneMs, totalMs: Math.max(this.audio.estimatedMs, doneMs) });
  }
}
