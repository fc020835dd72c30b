import type { FrameBatch } from '../contract/frame-batch';
import type { RecognizerListener } from '../contract/recognizer-api';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { InletStream } from './live-inlet';
import { openSoundEncoder, type EncodedPacket, type SoundEncoder } from './sound-encoder';

/** So much is lost by a crash at worst. */
const PIECE_MS = 5000;

/** A stream whose sound is kept: it goes to the page in pieces, encoded, as it comes. */
export class RecordedStream implements InletStream {
  readonly #encoder: Promise<SoundEncoder>;
  #packets: EncodedPacket[] = [];
  #ended: Promise<void> | undefined;

  constructor(
    private readonly stream: InletStream,
    private readonly emit: RecognizerListener,
    open: typeof openSoundEncoder = openSoundEncoder,
  ) {
    this.#encoder = open({
      onPacket: (packet) => void this.#take(packet),
      onError: (error) => {
        emit({ type: 'sound-failed', failure: { code: 'internal', message: error.message } });
      },
    });
  }

  get neededFrame(): number {
    return this.stream.neededFrame;
  }

  get idle(): boolean {
    return this.stream.idle;
  }

  /** Encoding goes on beside recognition: nothing waits for it. */
  push(batch: FrameBatch): Promise<void> {
    void this.#encoder.then((encoder) => {
      encoder.push(batch.samples);
    });
    return this.stream.push(batch);
  }

  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    await Promise.all([this.stream.end(), this.#encoder.then((encoder) => encoder.end())]);
    this.#give(await this.#encoder);
  }

  async #take(packet: EncodedPacket): Promise<void> {
    this.#packets.push(packet);
    const encoder = await this.#encoder;
    if (this.#packets.length * encoder.packetMs >= PIECE_MS) this.#give(encoder);
  }

  #give({ codec, packetMs, description }: SoundEncoder): void {
    const packets = this.#packets;
    const [first] = packets;
    if (first === undefined) return;
    this.#packets = [];
    this.emit({
      type: 'sound',
      piece: {
        codec,
        sampleRateHz: SAMPLE_RATE_HZ,
        startMs: first.startMs,
        packets: packets.map(({ data }) => data),
        packetMs,
        ...(description && { description }),
      },
    });
  }
}
