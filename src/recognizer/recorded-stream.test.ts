import { describe, expect, it } from 'vitest';
import type { SoundPiece } from '../contract/kept-sound';
import type { RecognizerEvent } from '../contract/recognizer-api';
import { HOP_SAMPLES, MEL_BINS, SAMPLE_RATE_HZ } from '../features/audio-format';
import { LiveInlet, type InletStream } from './live-inlet';
import { RecordedStream } from './recorded-stream';

const FRAMES = 8;

function setUp() {
  const events: RecognizerEvent[] = [];
  const heard: number[] = [];
  const stream: InletStream = {
    push: ({ firstFrame }) => {
      heard.push(firstFrame);
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
    neededFrame: 0,
    idle: true,
  };
  const emit = (event: RecognizerEvent): void => void events.push(event);
  const inlet = new LiveInlet((listener) => new RecordedStream(stream, listener), emit);
  const pieces = (): SoundPiece[] => events.flatMap((event) => (event.type === 'sound' ? [event.piece] : []));
  return { inlet, pieces, heard };
}

/** Each frame's samples say which it is. */
async function push(inlet: LiveInlet, fromFrame: number, frames: number, sink = inlet.sink()) {
  for (let firstFrame = fromFrame; firstFrame < fromFrame + frames; firstFrame += FRAMES) {
    const samples = Float32Array.from(
      { length: FRAMES * HOP_SAMPLES },
      (_, index) => (firstFrame + Math.floor(index / HOP_SAMPLES)) / 0x7fff,
    );
    await sink.push({ firstFrame, logMel: new Float32Array(FRAMES * MEL_BINS), samples });
  }
  return sink;
}

/** The frame that a sample of kept sound belongs to. There is no encoder here, so that samples are kept as they are. */
function frameAt(pieces: readonly SoundPiece[], timeMs: number): number | undefined {
  const piece = pieces.find(
    ({ startMs, packets, packetMs }) => timeMs >= startMs && timeMs < startMs + packets.length * packetMs,
  );
  if (piece === undefined) return undefined;
  const sample = ((timeMs - piece.startMs) * SAMPLE_RATE_HZ) / 1000;
  const perPacket = (piece.packetMs * SAMPLE_RATE_HZ) / 1000;
  const packet = piece.packets[Math.floor(sample / perPacket)];
  return packet && new Int16Array(packet.buffer)[sample % perPacket];
}

describe('RecordedStream', () => {
  it('gives pieces while the stream goes on, and the rest at its end', async () => {
    const { inlet, pieces, heard } = setUp();
    await push(inlet, 0, 1200);
    expect(pieces().map(({ startMs }) => startMs)).toEqual([0, 5000]);
    await inlet.end();
    expect(pieces().map(({ startMs }) => startMs)).toEqual([0, 5000, 10_000]);
    for (const timeMs of [0, 4990, 5000, 11_990]) expect(frameAt(pieces(), timeMs)).toBe(timeMs / 10);
    expect(heard).toHaveLength(150);
  });

  it('keeps the clock of the microphone: a gap is silence, a late beginning stays late', async () => {
    const { inlet, pieces } = setUp();
    await push(inlet, 304, 200);
    await push(inlet, 704, 200);
    await inlet.end();
    expect(pieces()[0]?.startMs).toBe(3040);
    expect(frameAt(pieces(), 5030)).toBe(503);
    expect(frameAt(pieces(), 6000)).toBe(0);
    expect(frameAt(pieces(), 7040)).toBe(704);
  });

  it('ends once', async () => {
    const { inlet, pieces } = setUp();
    await push(inlet, 0, 80);
    await Promise.all([inlet.end(), inlet.end()]);
    expect(pieces()).toHaveLength(1);
  });
});
