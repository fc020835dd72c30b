import { HOP_MS } from '../features/audio-format';
import type { AcousticModel, HearingStream, LogMelSpan, Sounds } from './acoustic-model';
import { RunQueue } from './run-queue';
import { joinedSounds, soundsBetween } from './sounds';

/** What was heard of one utterance so far. */
export interface HeardSounds {
  /** The stream's frame in which the first row begins. */
  readonly firstFrame: number;
  /** One past the newest frame heard, looked ahead at or for good. */
  readonly endFrame: number;
  /** Undefined where nothing was heard yet. */
  readonly sounds: Sounds | undefined;
  /** So many of the first rows will not change. */
  readonly finalRows: number;
  /** The frame up to which the stream must come before more can be heard. */
  readonly dueFrame: number;
}

/** Chunks that one call takes at most, where so many wait. */
const MOST_CHUNKS = 8;

/** Gives the log-mel frames [from, to) of the stream. */
export type FrameSource = (from: number, to: number) => LogMelSpan;

/**
 * Hears a stream utterance by utterance, chunk by chunk; each chunk once for good, having looked a little ahead. What
 * waits is heard in longer pieces.
 * The cost of a second of speech is the same however long someone has been talking. What the student remembers
 * stays over pauses and from one utterance to the next. Calls queue up.
 */
export class StreamEar {
  readonly #queue = new RunQueue();
  #model: AcousticModel;
  #stream: HearingStream;
  /** Start of the utterance at hand; -1 before the first. */
  #startFrame = -1;
  #firstFrame = 0;
  /** Rows of [#firstFrame, #heardFrame), heard for good. */
  #sounds: Sounds | undefined;
  #heardFrame = 0;
  /** Rows behind those, heard by looking ahead. */
  #ahead: Sounds | undefined;
  #aheadFrames = 0;

  /**
   * @param engines asked for the student at each utterance: another one begins without memory.
   * @param forgetful begins each utterance as if nothing had been heard before: to measure what memory is worth.
   */
  constructor(
    private readonly engines: { readonly student: AcousticModel },
    private readonly forgetful = false,
  ) {
    this.#model = engines.student;
    this.#stream = this.#model.openStream();
  }

  /**
   * Hears all whole chunks of the utterance up to `endFrame`.
   *
   * @param frames asked for nothing before the utterance's start.
   * @throws what the model throws; the next call then goes on from the chunk that failed.
   */
  hear(startFrame: number, endFrame: number, frames: FrameSource): Promise<HeardSounds> {
    return this.#queue.run(async () => {
      this.#turnTo(startFrame);
      await this.#hearChunks(endFrame, frames);
      const rows = this.#sounds?.phonemes.frames ?? 0;
      return this.#heard(this.#heardFrame + this.#aheadFrames, joinedIfAny(this.#sounds, this.#ahead), rows);
    });
  }

  /** As hear(), of an utterance that has ended at `endFrame`: all of it is heard for good. */
  finish(startFrame: number, endFrame: number, frames: FrameSource): Promise<HeardSounds> {
    return this.#queue.run(async () => {
      this.#turnTo(startFrame);
      await this.#hearChunks(endFrame, frames);
      if (this.#heardFrame < endFrame) {
        await this.#take(frames(this.#heardFrame, endFrame), endFrame - this.#heardFrame);
      }
      // What lies behind a forced cut stays here for the utterance that begins with it.
      const whole = Math.ceil((endFrame - this.#firstFrame) / this.#rowFrames());
      const rows = Math.min(whole, this.#sounds?.phonemes.frames ?? 0);
      return this.#heard(endFrame, this.#sounds && soundsBetween(this.#sounds, 0, rows), rows);
    });
  }

  /** Where the utterance begins in what was heard already, as after a forced cut, that part is not heard again. */
  #turnTo(startFrame: number): void {
    if (startFrame === this.#startFrame) return;
    this.#startFrame = startFrame;
    const { student } = this.engines;
    if (this.forgetful || student !== this.#model) this.#stream = student.openStream();
    this.#model = student;
    const overlaps = startFrame >= this.#firstFrame && startFrame < this.#heardFrame;
    if (this.#sounds !== undefined && overlaps && !this.forgetful) {
      const rows = Math.floor((startFrame - this.#firstFrame) / this.#rowFrames());
      this.#firstFrame += rows * this.#rowFrames();
      this.#sounds = soundsBetween(this.#sounds, rows, this.#sounds.phonemes.frames);
      return;
    }
    this.#firstFrame = startFrame;
    this.#heardFrame = startFrame;
    this.#sounds = undefined;
    this.#ahead = undefined;
    this.#aheadFrames = 0;
  }

  async #hearChunks(endFrame: number, frames: FrameSource): Promise<void> {
    const { chunkFrames, lookAheadFrames } = this.#model.hop;
    for (;;) {
      const chunks = Math.floor((endFrame - lookAheadFrames - this.#heardFrame) / chunkFrames);
      if (chunks < 1) return;
      // Where frames have piled up, fewer and longer calls look ahead less often, and so catch up.
      const keptFrames = Math.min(chunks, MOST_CHUNKS) * chunkFrames;
      await this.#take(frames(this.#heardFrame, this.#heardFrame + keptFrames + lookAheadFrames), keptFrames);
    }
  }

  async #take(span: LogMelSpan, keptFrames: number): Promise<void> {
    const { sounds, finalFrames } = await this.#stream.hear(span, keptFrames);
    this.#sounds = joinedIfAny(this.#sounds, soundsBetween(sounds, 0, finalFrames));
    this.#heardFrame += keptFrames;
    const { frames } = sounds.phonemes;
    this.#ahead = finalFrames === frames ? undefined : soundsBetween(sounds, finalFrames, frames);
    this.#aheadFrames = span.frames - keptFrames;
  }

  #heard(endFrame: number, sounds: Sounds | undefined, finalRows: number): HeardSounds {
    const { chunkFrames, lookAheadFrames } = this.#model.hop;
    const dueFrame = this.#heardFrame + chunkFrames + lookAheadFrames;
    return { firstFrame: this.#firstFrame, endFrame, sounds, finalRows, dueFrame };
  }

  /** Log-mel frames under one row; only asked where there is one. */
  #rowFrames(): number {
    return (this.#sounds?.phonemes.frameMs ?? HOP_MS) / HOP_MS;
  }
}

function joinedIfAny(first: Sounds | undefined, second: Sounds | undefined): Sounds | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return joinedSounds(first, second);
}
