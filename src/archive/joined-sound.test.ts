import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import type { SoundPiece } from '../contract/kept-sound';
import { joinSound } from './joined-sound';

/** An identification header: version 1, mono, no samples to skip, 16 kHz. */
const OPUS_HEAD = new Uint8Array([
  ...new TextEncoder().encode('OpusHead'),
  ...[1, 1, 0, 0, 0x80, 0x3e, 0, 0, 0, 0, 0],
]);

const opus = (startMs: number, ...values: readonly number[]): SoundPiece => ({
  codec: 'opus',
  sampleRateHz: 16_000,
  startMs,
  packets: values.map((value) => new Uint8Array([0xf8, value, value])),
  packetMs: 20,
  description: OPUS_HEAD,
});

/** Second byte and time of each packet of a file. */
async function packetsOf(blob: Blob): Promise<[number | undefined, number][]> {
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  if (track === null) throw new Error('no sound in it');
  const packets: [number | undefined, number][] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    packets.push([packet.data[1], Math.round(packet.timestamp * 1000)]);
  }
  return packets;
}

describe('joinSound', () => {
  it('joins pieces to one file, packet for packet', async () => {
    const { blob, extension } = await joinSound([opus(0, 1, 2), opus(40, 3)]);
    expect(extension).toBe('webm');
    expect(await packetsOf(blob)).toEqual([
      [1, 0],
      [2, 20],
      [3, 40],
    ]);
  });

  it('has silence where sound is missing, at the beginning too', async () => {
    const { blob } = await joinSound([opus(40, 1), opus(100, 2)]);
    expect(await packetsOf(blob)).toEqual([
      [0xff, 0],
      [0xff, 20],
      [1, 40],
      [0xff, 60],
      [0xff, 80],
      [2, 100],
    ]);
  });

  it('has what was heard twice once', async () => {
    const { blob } = await joinSound([opus(0, 1, 2, 3), opus(20, 2, 3, 4)]);
    expect((await packetsOf(blob)).map(([value]) => value)).toEqual([1, 2, 3, 4]);
  });

  it('makes a WAV of plain samples', async () => {
    const samples = (value: number): Uint8Array => new Uint8Array(new Int16Array(1600).fill(value).buffer);
    const piece = (startMs: number, value: number): SoundPiece => ({
      codec: 'pcm-s16',
      sampleRateHz: 16_000,
      startMs,
      packets: [samples(value)],
      packetMs: 100,
    });
    const { blob, extension } = await joinSound([piece(0, 100), piece(200, 300)]);
    expect(extension).toBe('wav');
    const data = new Int16Array(await blob.slice(-9600).arrayBuffer());
    expect([data[0], data[1600], data[3200], data.length]).toEqual([100, 0, 300, 4800]);
  });
});
