import type { SoundCodec, SoundPiece } from '../contract/kept-sound';
import { SAMPLE_RATE_HZ } from '../features/audio-format';

/** Opus packets of this length are what encoders make unless told otherwise. */
const OPUS_PACKET_MS = 20;
/** Speech at 16 kHz has nothing to gain from more. */
const OPUS_BITS_PER_SECOND = 24_000;
const PCM_PACKET_MS = 100;
const PCM_PACKET_SAMPLES = (PCM_PACKET_MS * SAMPLE_RATE_HZ) / 1000;

const OPUS_CONFIG: AudioEncoderConfig = {
  codec: 'opus',
  sampleRate: SAMPLE_RATE_HZ,
  numberOfChannels: 1,
  bitrate: OPUS_BITS_PER_SECOND,
};

export interface EncodedPacket {
  readonly startMs: number;
  readonly data: Uint8Array;
}

/** Takes the samples of a stream and gives packets, in their order and some time later. */
export interface SoundEncoder {
  readonly codec: SoundCodec;
  readonly packetMs: number;
  readonly description?: SoundPiece['description'];
  /** Mono, 16 kHz; not kept. */
  push(samples: Float32Array): void;
  /** Resolves after the last packet was given. */
  end(): Promise<void>;
}

export interface EncoderEvents {
  readonly onPacket: (packet: EncodedPacket) => void;
  /** Nothing comes after this. */
  readonly onError: (error: Error) => void;
}

/** Opus by WebCodecs; plain samples where there is no such encoder. */
export async function openSoundEncoder(events: EncoderEvents): Promise<SoundEncoder> {
  return (await canEncodeOpus()) ? new OpusEncoder(events) : new PcmEncoder(events);
}

async function canEncodeOpus(): Promise<boolean> {
  if (!('AudioEncoder' in globalThis)) return false;
  try {
    return (await AudioEncoder.isConfigSupported(OPUS_CONFIG)).supported === true;
  } catch {
    return false;
  }
}

class OpusEncoder implements SoundEncoder {
  readonly codec = 'opus';
  readonly packetMs = OPUS_PACKET_MS;
  description: Uint8Array | undefined;
  readonly #encoder: AudioEncoder;
  #pushedSamples = 0;

  constructor({ onPacket, onError }: EncoderEvents) {
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => {
        this.description ??= bytesOf(metadata?.decoderConfig?.description);
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        onPacket({ startMs: chunk.timestamp / 1000, data });
      },
      error: onError,
    });
    this.#encoder.configure(OPUS_CONFIG);
  }

  push(samples: Float32Array): void {
    if (this.#encoder.state !== 'configured' || samples.length === 0) return;
    const sound = new AudioData({
      format: 'f32',
      sampleRate: SAMPLE_RATE_HZ,
      numberOfChannels: 1,
      numberOfFrames: samples.length,
      timestamp: Math.round((this.#pushedSamples * 1e6) / SAMPLE_RATE_HZ),
      data: samples as Float32Array<ArrayBuffer>,
    });
    this.#pushedSamples += samples.length;
    this.#encoder.encode(sound);
    sound.close();
  }

  async end(): Promise<void> {
    if (this.#encoder.state !== 'configured') return;
    await this.#encoder.flush();
    this.#encoder.close();
  }
}

class PcmEncoder implements SoundEncoder {
  readonly codec = 'pcm-s16';
  readonly packetMs = PCM_PACKET_MS;
  #packet = new Int16Array(PCM_PACKET_SAMPLES);
  #filled = 0;
  #packets = 0;

  constructor(private readonly events: EncoderEvents) {}

  push(samples: Float32Array): void {
    for (const sample of samples) {
      this.#packet[this.#filled] = Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff);
      this.#filled += 1;
      if (this.#filled === PCM_PACKET_SAMPLES) this.#give();
    }
  }

  /** The last packet is filled up with silence. */
  end(): Promise<void> {
    if (this.#filled > 0) this.#give();
    return Promise.resolve();
  }

  #give(): void {
    const startMs = this.#packets * PCM_PACKET_MS;
    this.events.onPacket({ startMs, data: new Uint8Array(this.#packet.buffer) });
    this.#packet = new Int16Array(PCM_PACKET_SAMPLES);
    this.#filled = 0;
    this.#packets += 1;
  }
}

function bytesOf(description: AllowSharedBufferSource | undefined): Uint8Array | undefined {
  if (description === undefined) return undefined;
  const copied = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  return copied.slice();
}
