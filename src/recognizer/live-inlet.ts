import type { FrameBatch, LiveSink } from '../contract/frame-batch';
import type { RecognizerEvent, RecognizerListener } from '../contract/recognizer-api';
import type { Word } from '../contract/transcript';
import { HOP_MS, HOP_SAMPLES, MEL_BINS } from '../features/audio-format';

/** log10 of the mel power of digital silence. */
const SILENCE = -10;

/** The part of a stream that an inlet feeds. */
export interface InletStream {
  push(batch: FrameBatch): Promise<void>;
  end(): Promise<void>;
  /** First frame that may still be needed. */
  readonly neededFrame: number;
  /** No utterance is under way, and none waits for its text. */
  readonly idle: boolean;
}

/**
 * Where a live stream takes frames in. A stream counts its own frames from 0; those of the microphone may begin
 * later, where this recognizer goes on for one that is gone, and leave a gap, where another microphone goes on.
 */
export class LiveInlet {
  readonly #stream: InletStream;
  /** The microphone's number of the stream's frame 0; undefined until frames come. */
  #origin: number | undefined;
  /** Of the stream's frames. */
  #endFrame = 0;
  #sinks = 0;

  /** @param open makes the stream, which sends its events to `emit`. */
  constructor(open: (emit: RecognizerListener) => InletStream, emit: RecognizerListener) {
    this.#stream = open((event) => {
      emit(shifted(event, (this.#origin ?? 0) * HOP_MS));
    });
  }

  /** No utterance is under way, and none waits for its text. */
  get idle(): boolean {
    return this.#stream.idle;
  }

  /** A sink for one microphone; the one before it is deaf from now on. */
  sink(): LiveSink {
    this.#sinks += 1;
    const number = this.#sinks;
    const deaf = (): boolean => number !== this.#sinks;
    /** What the microphone's numbers are ahead of the stream's, undefined until frames come. */
    let ahead: number | undefined;
    return {
      push: async (batch) => {
        if (deaf()) return 0;
        this.#origin ??= batch.firstFrame;
        ahead ??= this.#join(batch.firstFrame);
        await this.#push({ ...batch, firstFrame: batch.firstFrame - ahead });
        return this.#stream.neededFrame + ahead;
      },
      end: () => {
        // Its final text may take a while: the microphone need not wait for it, stopStream() does.
        if (!deaf()) void this.#stream.end();
        return Promise.resolve();
      },
    };
  }

  /** Resolves after the last final text was sent. Safe to call twice. */
  end(): Promise<void> {
    return this.#stream.end();
  }

  /** Fills the gap before a microphone's first frame. */
  #join(firstFrame: number): number {
    const expected = this.#endFrame + (this.#origin ?? 0);
    const missing = Math.max(0, firstFrame - expected);
    if (missing > 0) void this.#push(silence(this.#endFrame, missing));
    return firstFrame - this.#endFrame;
  }

  #push(batch: FrameBatch): Promise<void> {
    this.#endFrame += batch.logMel.length / MEL_BINS;
    return this.#stream.push(batch);
  }
}

function silence(firstFrame: number, frames: number): FrameBatch {
  return {
    firstFrame,
    logMel: new Float32Array(frames * MEL_BINS).fill(SILENCE),
    samples: new Float32Array(frames * HOP_SAMPLES),
  };
}

function shifted(event: RecognizerEvent, byMs: number): RecognizerEvent {
  if (byMs === 0) return event;
  if (event.type === 'partial')
    return { ...event, partial: { ...event.partial, ...moved(event.partial, byMs) } };
  if (event.type === 'sound') {
    return { ...event, piece: { ...event.piece, startMs: event.piece.startMs + byMs } };
  }
  if (event.type !== 'final') return event;
  const { segment } = event;
  const words = segment.words.map((word): Word => ({ ...word, ...moved(word, byMs) }));
  return { ...event, segment: { ...segment, ...moved(segment, byMs), words } };
}

function moved({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }, byMs: number) {
  return { startMs: startMs + byMs, endMs: endMs + byMs };
}
