import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  Output,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import type { SoundPiece } from '../contract/kept-sound';

/** Opus for 20 ms of silence: a frame of full band, mono, that says no more. */
const OPUS_SILENCE = new Uint8Array([0xf8, 0xff, 0xfe]);
/** Bytes of a 16-bit sample. */
const PCM_BYTES = 2;

export interface SoundFile {
  readonly blob: Blob;
  /** What its name ends in. */
  readonly extension: 'webm' | 'wav';
}

/**
 * Makes one file of a track's pieces, without decoding them. It begins where the transcript's times begin; what is
 * missing is silence, and what a second recognizer heard again is left out.
 *
 * @param pieces in order of their start; at least one.
 */
export async function joinSound(pieces: readonly SoundPiece[]): Promise<SoundFile> {
  const [first] = pieces;
  if (first === undefined) throw new RangeError('no sound to join');
  const { codec, packetMs, sampleRateHz, description } = first;
  const opus = codec === 'opus';
  const silence = opus ? OPUS_SILENCE : new Uint8Array((packetMs * sampleRateHz * PCM_BYTES) / 1000);
  const output = new Output({
    format: opus ? new WebMOutputFormat() : new WavOutputFormat(),
    target: new BufferTarget(),
  });
  const track = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(track);
  await output.start();
  const decoderConfig = {
    codec,
    sampleRate: sampleRateHz,
    numberOfChannels: 1,
    ...(description && { description }),
  };
  let packets = 0;
  const add = async (data: Uint8Array): Promise<void> => {
    const packet = new EncodedPacket(data, 'key', (packets * packetMs) / 1000, packetMs / 1000);
    packets += 1;
    await track.add(packet, { decoderConfig });
  };
  // A run that went on with another encoder would be another track in a file.
  for (const piece of pieces.filter((item) => item.codec === codec)) {
    for (const [index, data] of piece.packets.entries()) {
      const place = Math.round(piece.startMs / packetMs) + index;
      while (packets < place) await add(silence);
      if (packets === place) await add(data);
    }
  }
  await output.finalize();
  const { buffer } = output.target;
  if (buffer === null) throw new Error('the sound was not written');
  const blob = new Blob([buffer], { type: opus ? 'audio/webm' : 'audio/wav' });
  return { blob, extension: opus ? 'webm' : 'wav' };
}
