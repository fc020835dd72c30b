import { ALL_FORMATS, BlobSource, Input, type InputAudioTrack } from 'mediabunny';

/** A longer search for the length goes on beside the decoding. */
const PATIENCE_MS = 200;

/** The length of a file, as far as it is known. */
export interface FileLength {
  /** 0 until known, and for good where the file does not tell. */
  readonly ms: number;
}

/** The length by the file's head; where that is silent, by its last packet, for which all of it may have to be read. */
export async function lengthOf(file: Blob, track: InputAudioTrack): Promise<FileLength> {
  const known = await track.getDurationFromMetadata().catch(() => null);
  if (known !== null) return { ms: 1000 * known };
  const length = { ms: 0 };
  const search = lastPacketEnd(file).then((seconds) => {
    length.ms = 1000 * seconds;
  });
  await Promise.race([search.catch(() => undefined), pause(PATIENCE_MS)]);
  return length;
}

/** By a reader of its own: the one that decodes would have to wait. */
async function lastPacketEnd(file: Blob): Promise<number> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    return (await track?.computeDuration()) ?? 0;
  } finally {
    input.dispose();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
