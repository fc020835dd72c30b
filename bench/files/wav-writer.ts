import { closeSync, openSync, writeSync } from 'node:fs';

const HEADER_BYTES = 44;
/** Greatest sample of what is quiet: a recording is never quite silent. */
const NOISE = 0.002;
const NOISE_SECONDS = 10;

/** Writes a WAV of 16 bits, mono, piece by piece: a recording of hours takes no memory. */
export class WavWriter {
  readonly #file: number;
  readonly #noise: Buffer;
  #samples = 0;

  constructor(
    path: string,
    readonly rateHz: number,
  ) {
    this.#file = openSync(path, 'w');
    writeSync(this.#file, Buffer.alloc(HEADER_BYTES));
    this.#noise = bytesOf(
      Float32Array.from({ length: NOISE_SECONDS * rateHz }, () => NOISE * (2 * Math.random() - 1)),
    );
  }

  /** Length so far. */
  get lengthMs(): number {
    return (1000 * this.#samples) / this.rateHz;
  }

  /** @param samples from -1 to 1; what is beyond is cut. */
  append(samples: Float32Array): void {
    this.#write(bytesOf(samples));
  }

  /** Faint noise; nothing where that time has passed. */
  quietUntil(ms: number): void {
    let left = Math.round((ms * this.rateHz) / 1000) - this.#samples;
    for (; left > 0; left -= this.#noise.length / 2) this.#write(this.#noise.subarray(0, 2 * left));
  }

  /** To be called once. */
  close(): void {
    writeSync(this.#file, this.#header(), 0, HEADER_BYTES, 0);
    closeSync(this.#file);
  }

  #write(bytes: Buffer): void {
    writeSync(this.#file, bytes);
    this.#samples += bytes.length / 2;
  }

  #header(): Buffer {
    const header = Buffer.alloc(HEADER_BYTES);
    header.write('RIFF', 0);
    header.writeUInt32LE(HEADER_BYTES - 8 + 2 * this.#samples, 4);
    header.write('WAVEfmt ', 8);
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt32LE(this.rateHz, 24);
    header.writeUInt32LE(2 * this.rateHz, 28);
    header.writeUInt16LE(2, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36);
    header.writeUInt32LE(2 * this.#samples, 40);
    return header;
  }
}

function bytesOf(samples: Float32Array): Buffer {
  const integers = Int16Array.from(samples, (sample) =>
    Math.round(Math.max(-1, Math.min(1, sample)) * 32_767),
  );
  return Buffer.from(integers.buffer);
}
