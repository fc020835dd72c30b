import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import {
  ALL_FORMATS,
  BufferSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
  type EncodedPacket,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';

const SECONDS_AN_HOUR = 3600;

/** A packet of one of the tracks, and how it goes into the long file. */
interface Piece {
  readonly packet: EncodedPacket;
  readonly add: (packet: EncodedPacket) => Promise<void>;
}

/**
 * Writes an MP4 or WebM of some hours by putting the packets of a short one behind each other, sound and picture, as they are:
 * nothing is decoded.
 *
 * @returns its length in milliseconds.
 */
export async function writeLongContainer(
  shortPath: string,
  longPath: string,
  hours: number,
): Promise<number> {
  const input = new Input({ source: new BufferSource(readFileSync(shortPath)), formats: ALL_FORMATS });
  const output = new Output({
    format: extname(shortPath) === '.webm' ? new WebMOutputFormat() : new Mp4OutputFormat(),
    target: new FilePathTarget(longPath),
  });
  const sound = await input.getPrimaryAudioTrack();
  if (sound === null) throw new Error(`${shortPath} has no sound`);
  const picture = await input.getPrimaryVideoTrack();
  const seconds = await sound.computeDuration();
  const pieces = [
    ...(await soundPieces(sound, output)),
    ...(picture === null ? [] : await picturePieces(picture, output)),
  ]
    .filter(({ packet }) => packet.timestamp < seconds)
    .sort((a, b) => a.packet.timestamp - b.packet.timestamp);
  await output.start();
  const times = Math.ceil((hours * SECONDS_AN_HOUR) / seconds);
  for (let time = 0; time < times; time += 1) {
    for (const { packet, add } of pieces) {
      const atSeconds = Math.round(1e6 * (packet.timestamp + time * seconds)) / 1e6;
      await add(packet.clone({ timestamp: atSeconds }));
    }
  }
  await output.finalize();
  return 1000 * seconds * times;
}

async function soundPieces(track: InputAudioTrack, output: Output): Promise<Piece[]> {
  const [codec, decoderConfig] = [await track.getCodec(), await track.getDecoderConfig()];
  if (codec === null || decoderConfig === null) throw new Error('the sound has no known codec');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  // What a codec needs to begin lies before time zero, and would fall into the end of the time before.
  const packets = (await packetsOf(track)).filter(({ timestamp }) => timestamp >= 0);
  return packets.map((packet) => ({ packet, add: (copy) => source.add(copy, { decoderConfig }) }));
}

async function picturePieces(track: InputVideoTrack, output: Output): Promise<Piece[]> {
  const [codec, decoderConfig] = [await track.getCodec(), await track.getDecoderConfig()];
  if (codec === null || decoderConfig === null) throw new Error('the picture has no known codec');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source);
  const packets = await packetsOf(track);
  return packets.map((packet) => ({ packet, add: (copy) => source.add(copy, { decoderConfig }) }));
}

async function packetsOf(track: InputAudioTrack | InputVideoTrack): Promise<EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}
