import { HOP_MS, MEL_BINS } from '../features/audio-format';
import type {
  AcousticModel,
  HearingStream,
  Hypothesis,
  Logits,
  LogMelSpan,
  Sounds,
  Utterance,
  UtteranceEngine,
} from './acoustic-model';

const FRAMES_PER_ROW = 4;
const SCORE = 12;
/** log10 power of a planted token's bin; other sound stays below HEARD_FROM. */
const MARK = 3;
const HEARD_FROM = 2;

/** "▁" begins a word, as in the real vocabulary. */
export const FAKE_PIECES = ['<blank>', '▁one', '▁two', '▁three', '▁four', '▁five'] as const;

/**
 * A student that hears what plantFrames() wrote: the loudest of the first mel bins of each row names its token.
 * So what it hears depends on the frames alone, however they are cut. For tests.
 */
export class FakeAcousticModel implements AcousticModel {
  readonly id = 'fake-student';
  readonly frameMs = FRAMES_PER_ROW * HOP_MS;
  readonly maxFrames = 3000;
  readonly pieces = FAKE_PIECES;
  readonly blankId = 0;
  readonly hop = { chunkFrames: 24, lookAheadFrames: 24 };
  /** Heard as a whole. */
  readonly spans: LogMelSpan[] = [];
  /** Heard on a stream: which stream, where in it, and how much for good. */
  readonly calls: { stream: number; position: number; frames: number; keptFrames: number }[] = [];
  /** Numbers of the calls of either kind, from 0, that fail. */
  readonly failing = new Set<number>();
  streams = 0;
  disposed = 0;

  async hear(span: LogMelSpan): Promise<Sounds> {
    this.spans.push(span);
    await this.#begin();
    return this.sounds(span, 0);
  }

  openStream(): HearingStream {
    const stream = this.streams++;
    let position = 0;
    return {
      hear: async (span, keptFrames) => {
        this.calls.push({ stream, position, frames: span.frames, keptFrames });
        await this.#begin();
        const sounds = this.sounds(span, position);
        position += keptFrames;
        return { sounds, finalFrames: Math.ceil(keptFrames / FRAMES_PER_ROW) };
      },
    };
  }

  /** One row of logits for each of phonemes, the same. */
  spell({ phonemes: { frames, phonemes, data } }: Sounds): Promise<Logits> {
    return Promise.resolve({ frames, vocabulary: phonemes, data });
  }

  /**
   * What it hears in a span.
   *
   * @param _position frames of its stream before the span.
   */
  protected sounds(span: LogMelSpan, _position: number): Sounds {
    const frames = Math.ceil(span.frames / FRAMES_PER_ROW);
    const data = new Float32Array(frames * FAKE_PIECES.length);
    for (let row = 0; row < frames; row += 1) {
      const from = row * FRAMES_PER_ROW;
      const token = tokenIn(span.data, from, Math.min(from + FRAMES_PER_ROW, span.frames));
      data[row * FAKE_PIECES.length + token] = SCORE;
    }
    return soundsOf(data);
  }

  #begin(): Promise<void> {
    const call = this.spans.length + this.calls.length - 1;
    return this.failing.has(call)
      ? Promise.reject(new Error(`planted failure of run ${String(call)}`))
      : Promise.resolve();
  }

  dispose(): Promise<void> {
    this.disposed += 1;
    return Promise.resolve();
  }
}

/** @param data scores, [rows, FAKE_PIECES.length] */
export function soundsOf(data: Float32Array): Sounds {
  const phonemes = FAKE_PIECES.length;
  const frames = data.length / phonemes;
  return {
    phonemes: { frames, phonemes, data, frameMs: FRAMES_PER_ROW * HOP_MS },
    features: new Float32Array(frames),
  };
}

/** Marks frames so that FakeAcousticModel hears this token in them. */
export function plantToken(logMel: Float32Array, fromFrame: number, toFrame: number, token: number): void {
  for (let frame = fromFrame; frame < toFrame; frame += 1) logMel[frame * MEL_BINS + token] = MARK;
}

function tokenIn(logMel: Float32Array, from: number, to: number): number {
  for (let frame = from; frame < to; frame += 1) {
    for (let token = 1; token < FAKE_PIECES.length; token += 1) {
      if ((logMel[frame * MEL_BINS + token] ?? -10) > HEARD_FROM) return token;
    }
  }
  return 0;
}

/** A second look that says what it is told, and keeps what it was given. For tests. */
export class FakeUtteranceEngine implements UtteranceEngine {
  readonly id = 'fake-second-look';
  readonly maxSeconds = 30;
  readonly heard: Utterance[] = [];

  /** @param answer text for an utterance; throws to fail. */
  constructor(private readonly answer: (call: number, utterance: Utterance) => string) {}

  async transcribe(utterance: Utterance): Promise<Hypothesis> {
    const call = this.heard.push(utterance) - 1;
    await Promise.resolve();
    const text = this.answer(call, utterance);
    const words = text.split(' ').filter((word) => word !== '');
    return { text, words: words.map((word) => ({ word, confidence: 0.9 })) };
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
