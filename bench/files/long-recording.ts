import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { extname } from 'node:path';

const HEADER_BYTES = 44;
const MS_AN_HOUR = 3_600_000;

/**
 * Writes a recording of some hours by saying a short one over and over, straight to disk: a WAV of 16 bits, or an MP3 of
 * one bit rate, whose frames can be put one behind the other.
 *
 * @returns its length in milliseconds.
 */
export function writeLongRecording(shortPath: string, longPath: string, hours: number): number {
  const short = readFileSync(shortPath);
  return extname(shortPath) === '.wav'
    ? writeLongWav(short, longPath, hours)
    : writeLongMp3(short, longPath, hours);
}

function writeLongWav(short: Buffer, path: string, hours: number): number {
  const samples = short.subarray(HEADER_BYTES);
  const bytesAMs = short.readUInt32LE(28) / 1000;
  const times = Math.ceil((hours * MS_AN_HOUR * bytesAMs) / samples.length);
  const header = Buffer.from(short.subarray(0, HEADER_BYTES));
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.length * times, 4);
  header.writeUInt32LE(samples.length * times, HEADER_BYTES - 4);
  write(path, header, samples, times);
  return (samples.length * times) / bytesAMs;
}

/** Bit rates of MPEG-1 and MPEG-2 layer III by their index in a frame's header, kbit/s. */
const BIT_RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;

function writeLongMp3(short: Buffer, path: string, hours: number): number {
  const frames = mp3Frames(short);
  const kilobits = BIT_RATES[(frames[1] ?? 0) & 8 ? 0 : 1][(frames[2] ?? 0) >> 4] ?? 0;
  const bytesAMs = kilobits / 8;
  const times = Math.ceil((hours * MS_AN_HOUR * bytesAMs) / frames.length);
  write(path, Buffer.alloc(0), frames, times);
  return (frames.length * times) / bytesAMs;
}

/** Without the tag before it, and without the encoder's own first frame, which tells the length of the short one. */
function mp3Frames(bytes: Buffer): Buffer {
  const tagged = bytes.toString('latin1', 0, 3) === 'ID3';
  const tagBytes = tagged ? 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + (bytes[at] ?? 0), 0) : 0;
  const next = bytes.indexOf(bytes.subarray(tagBytes, tagBytes + 2), tagBytes + 4);
  const head = bytes.toString('latin1', tagBytes, next);
  return bytes.subarray(head.includes('Info') || head.includes('Xing') ? next : tagBytes);
}

function write(path: string, header: Buffer, piece: Buffer, times: number): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, header);
    for (let count = 0; count < times; count += 1) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
