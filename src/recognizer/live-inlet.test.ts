import { describe, expect, it } from 'vitest';
import type { FrameBatch } from '../contract/frame-batch';
import type { RecognizerEvent, RecognizerListener } from '../contract/recognizer-api';
import { HOP_SAMPLES, MEL_BINS } from '../features/audio-format';
import { LiveInlet, type InletStream } from './live-inlet';

const batch = (firstFrame: number, frames = 8): FrameBatch => ({
  firstFrame,
  logMel: new Float32Array(frames * MEL_BINS),
  samples: new Float32Array(frames * HOP_SAMPLES),
});

/** Notes what it gets, as `first+frames`; needs everything from the frame that a test sets. */
class NotingStream implements InletStream {
  readonly got: string[] = [];
  neededFrame = 0;
  readonly idle = true;
  ended = 0;

  push({ firstFrame, logMel }: FrameBatch): Promise<void> {
    this.got.push(`${String(firstFrame)}+${String(logMel.length / MEL_BINS)}`);
    return Promise.resolve();
  }

  end(): Promise<void> {
    this.ended += 1;
    return Promise.resolve();
  }
}

function setUp() {
  const stream = new NotingStream();
  const events: RecognizerEvent[] = [];
  let emit: RecognizerListener = () => undefined;
  const inlet = new LiveInlet(
    (listener) => {
      emit = listener;
      return stream;
    },
    (event) => events.push(event),
  );
  const say = (startMs: number): void => {
    const word = { word: 'a', startMs, endMs: startMs + 10, confidence: 1 };
    const segment = { id: 1, text: 'a', words: [word], startMs, endMs: startMs + 10, engine: 'x' };
    emit({ type: 'final', segment });
  };
  return { stream, events, inlet, say };
}

describe('LiveInlet', () => {
  it('takes up the frames of a recognizer that is gone, and keeps their times', async () => {
    const { stream, events, inlet, say } = setUp();
    const sink = inlet.sink();
    stream.neededFrame = 3;
    // Sent all at once, as a worklet does with what it kept.
    const needed = await Promise.all([sink.push(batch(400)), sink.push(batch(408))]);
    expect(stream.got).toEqual(['0+8', '8+8']);
    expect(needed).toEqual([403, 403]);
    say(50);
    expect(events).toMatchObject([
      { segment: { startMs: 4050, endMs: 4060, words: [{ startMs: 4050, endMs: 4060 }] } },
    ]);
  });

  it('takes what another microphone missed for silence', async () => {
    const { stream, events, inlet, say } = setUp();
    await inlet.sink().push(batch(0));
    const next = inlet.sink();
    stream.neededFrame = 20;
    expect(await next.push(batch(30))).toBe(20);
    expect(stream.got).toEqual(['0+8', '8+22', '30+8']);
    say(10);
    expect(events).toMatchObject([{ segment: { startMs: 10 } }]);
  });

  it('joins a microphone that begins a little too early without a gap', async () => {
    const { stream, inlet } = setUp();
    await inlet.sink().push(batch(0));
    const next = inlet.sink();
    stream.neededFrame = 8;
    // The microphone's frame 5 is the stream's frame 8.
    expect(await next.push(batch(5))).toBe(5);
    expect(stream.got).toEqual(['0+8', '8+8']);
  });

  it('is deaf to the microphone before', async () => {
    const { stream, inlet } = setUp();
    const before = inlet.sink();
    await before.push(batch(0));
    const next = inlet.sink();
    await before.push(batch(8));
    await before.end();
    expect(stream.got).toEqual(['0+8']);
    expect(stream.ended).toBe(0);
    await next.end();
    expect(stream.ended).toBe(1);
  });
});
