import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { extname } from 'node:path';

const HEADER_BYTES = 44;
/** Of 16 bits in one channel or two. */
const SAMPLE_BYTES = 4;
const MS_AN_HOUR = 3_600_000;

/**
 * Writes a recording of some hours by saying a short one, or several one behind the other, over and over, straight to disk:
 * WAVs of 16 bits, or MP3s of one bit rate, whose frames can be put one behind the other.
 *
 * @param shortPaths all of one kind and format.
 * @returns its length in milliseconds.
 */
export function writeLongRecording(
  shortPaths: string | readonly string[],
  longPath: string,
  hours: number,
): number {
  const shorts = [shortPaths].flat().map((path) => readFileSync(path));
  return extname(longPath) === '.wav'
    ? writeLongWav(shorts, longPath, hours)
    : writeLongMp3(shorts, longPath, hours);
}

function writeLongWav(shorts: readonly Buffer[], path: string, hours: number): number {
  const first = shorts[0] ?? Buffer.alloc(HEADER_BYTES);
  const bytesAMs = first.readUInt32LE(28) / 1000;
  const samples = piece(
    shorts.map((short) => short.subarray(HEADER_BYTES)),
    hours,
    bytesAMs,
  );
  const times = Math.ceil((hours * MS_AN_HOUR * bytesAMs) / samples.length);
  const header = Buffer.from(first.subarray(0, HEADER_BYTES));
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

function writeLongMp3(shorts: readonly Buffer[], path: string, hours: number): number {
  const all = shorts.map(mp3Frames);
  const kilobits = BIT_RATES[(all[0]?.[1] ?? 0) & 8 ? 0 : 1][(all[0]?.[2] ?? 0) >> 4] ?? 0;
  const bytesAMs = kilobits / 8;
  const frames = piece(all, hours, bytesAMs);
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

/** What is said over and over: no longer than the whole. */
function piece(all: readonly Buffer[], hours: number, bytesAMs: number): Buffer {
  const most = Math.ceil((hours * MS_AN_HOUR * bytesAMs) / SAMPLE_BYTES) * SAMPLE_BYTES;
  return Buffer.concat(all).subarray(0, most);
}

function write(path: string, header: Buffer, repeated: Buffer, times: number): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, header);
    for (let count = 0; count < times; count += 1) writeSync(file, repeated);
  } finally {
    closeSync(file);
  }
}
