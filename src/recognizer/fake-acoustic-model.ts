import { HOP_MS, MEL_BINS } from '../features/audio-format';
import type {
  AcousticModel,
  Hypothesis,
  Logits,
  LogMelSpan,
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
  readonly spans: LogMelSpan[] = [];
  /** Numbers of the calls, from 0, that fail. */
  readonly failing = new Set<number>();
  disposed = 0;

  logits(span: LogMelSpan): Promise<Logits> {
    const call = this.spans.push(span) - 1;
    if (this.failing.has(call)) return Promise.reject(new Error(`planted failure of run ${String(call)}`));
    const frames = Math.ceil(span.frames / FRAMES_PER_ROW);
    const vocabulary = FAKE_PIECES.length;
    const data = new Float32Array(frames * vocabulary);
    for (let row = 0; row < frames; row += 1) {
      const token = tokenIn(
        span.data,
        row * FRAMES_PER_ROW,
        Math.min((row + 1) * FRAMES_PER_ROW, span.frames),
      );
      data[row * vocabulary + token] = SCORE;
    }
    return Promise.resolve({ frames, vocabulary, data });
  }

  dispose(): Promise<void> {
    this.disposed += 1;
    return Promise.resolve();
  }
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
  constructor(private readonly answer: (call: number) => string) {}

  async transcribe(utterance: Utterance): Promise<Hypothesis> {
    const call = this.heard.push(utterance) - 1;
    await Promise.resolve();
    const text = this.answer(call);
    const words = text.split(' ').filter((word) => word !== '');
    return { text, words: words.map((word) => ({ word, confidence: 0.9 })) };
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
