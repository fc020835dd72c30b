import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HEADER_BYTES = 44;

export interface Sound {
  readonly rateHz: number;
  /** [channels] arrays of samples from -1 to 1. */
  readonly channels: readonly Float32Array[];
}

/** A path for a WAV file that does not exist yet. */
export function temporaryWav(): string {
  return join(mkdtempSync(join(tmpdir(), 'made-wav-')), 'sound.wav');
}

/** Reads a WAV of 16 bits, mono, with the plain header. */
export function readWav(path: string): Sound {
  const bytes = readFileSync(path);
  const count = Math.floor((bytes.length - HEADER_BYTES) / 2);
  const samples = Float32Array.from(
    { length: count },
    (_, index) => bytes.readInt16LE(HEADER_BYTES + 2 * index) / 32_768,
  );
  return { rateHz: bytes.readUInt32LE(24), channels: [samples] };
}

/** Writes a WAV of 16 bits; what is beyond full scale is cut. */
export function writeWav(path: string, { rateHz, channels }: Sound): void {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = 2 * channels.length;
  const bytes = Buffer.alloc(HEADER_BYTES + frames * frameBytes);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(rateHz, 24);
  bytes.writeUInt32LE(rateHz * frameBytes, 28);
  bytes.writeUInt16LE(frameBytes, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(frames * frameBytes, 40);
  channels.forEach((samples, channel) => {
    samples.forEach((sample, frame) => {
      const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
      bytes.writeInt16LE(value, HEADER_BYTES + frame * frameBytes + 2 * channel);
    });
  });
  writeFileSync(path, bytes);
}

/** Keeps what is below a frequency: a windowed sinc of 255 taps, 70 dB down within 3 percent of 16 kHz. */
export function lowPassed({ rateHz, channels }: Sound, upToHz: number): Sound {
  const half = 127;
  const cut = (2 * upToHz) / rateHz;
  const taps = Array.from({ length: 2 * half + 1 }, (_, index) => {
    const n = index - half;
    const sinc = n === 0 ? cut : Math.sin(Math.PI * cut * n) / (Math.PI * n);
    const phase = (Math.PI * (n + half)) / half;
    return sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
  });
  const filtered = channels.map((samples) =>
    samples.map((_, at) =>
      taps.reduce((sum, tap, index) => sum + tap * (samples[at + index - half] ?? 0), 0),
    ),
  );
  return { rateHz, channels: filtered };
}
