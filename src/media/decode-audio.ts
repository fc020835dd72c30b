import {
  ALL_FORMATS,
  AudioSampleSink,
  BlobSource,
  Input,
  type AudioSample,
  type InputAudioTrack,
} from 'mediabunny';
import { ChannelMixer } from '../features/channel-mixer';
import { MediaFailure } from './media-failure';
import { Timeline } from './timeline';

export interface DecodedAudio {
  readonly sampleRateHz: number;
  /** Length by the file's own word; 0 where it has none. */
  readonly estimatedMs: number;
  /**
   * Mono audio from the file's beginning; each piece is valid until the next is asked for. Can be read once.
   * Ends early where the rest of a damaged file cannot be decoded.
   */
  chunks(): AsyncGenerator<Float32Array, void>;
}

/**
 * Opens an audio file, or a video with sound, and decodes as far as its first samples.
 *
 * @throws MediaFailure 'file-empty', 'file-no-audio' or 'file-unreadable'.
 */
export async function decodeAudio(file: Blob): Promise<DecodedAudio> {
  if (file.size === 0) throw new MediaFailure('file-empty', 'The file is empty.');
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await findTrack(input);
    const samples = new AudioSampleSink(track).samples();
    const next = await samples.next();
    const estimatedMs = 1000 * (await estimateSeconds(input, track));
    if (next.done === true) throw soundless(estimatedMs);
    const first = next.value;
    return {
      sampleRateHz: first.sampleRate,
      estimatedMs,
      chunks: () => monoChunks(input, first, samples),
    };
  } catch (error) {
    input.dispose();
    throw error instanceof MediaFailure ? error : unreadable('The file is damaged', error);
  }
}

async function findTrack(input: Input): Promise<InputAudioTrack> {
  if (!(await input.canRead())) {
    throw new MediaFailure('file-unreadable', 'This is not an audio or video file of a known kind.');
  }
  const track = await input.getPrimaryAudioTrack();
  if (track === null) {
    // A file cut off before its table of contents shows no tracks at all.
    const damaged = (await input.getTracks()).length === 0;
    if (damaged) throw new MediaFailure('file-unreadable', 'The file is damaged or not complete.');
    throw new MediaFailure('file-no-audio', 'The file has no sound in it.');
  }
  if (!(await track.canDecode())) {
    const codec = (await track.getCodec()) ?? 'this sound format';
    throw new MediaFailure('file-unreadable', `This browser cannot decode ${codec}.`);
  }
  return track;
}

/** The length by the file's head; else by its last packet; 0 where neither tells. */
async function estimateSeconds(input: Input, track: InputAudioTrack): Promise<number> {
  try {
    return (await input.getDurationFromMetadata([track])) ?? (await input.computeDuration([track]));
  } catch {
    return 0;
  }
}

function soundless(estimatedMs: number): MediaFailure {
  return estimatedMs > 0
    ? new MediaFailure('file-unreadable', 'The file is damaged: no sound can be read from it.')
    : new MediaFailure('file-empty', 'The file holds no sound.');
}

async function* monoChunks(
  input: Input,
  first: AudioSample,
  rest: AsyncGenerator<AudioSample, void>,
): AsyncGenerator<Float32Array, void> {
  const mixer = new ChannelMixer();
  const timeline = new Timeline(first.sampleRate);
  try {
    for (let sample: AudioSample | undefined = first; sample !== undefined;) {
      const { timestamp, numberOfFrames } = sample;
      requireRate(sample, first.sampleRate);
      const mono = mixToMono(sample, mixer);
      const { silenceSamples, skipSamples } = timeline.place(timestamp, numberOfFrames);
      yield* silence(silenceSamples, first.sampleRate);
      if (skipSamples < mono.length) yield mono.subarray(skipSamples);
      sample = await nextSample(rest);
    }
  } finally {
    await rest.return();
    input.dispose();
  }
}

/** A damaged file ends where decoding fails: what came before is of use. */
async function nextSample(samples: AsyncGenerator<AudioSample, void>): Promise<AudioSample | undefined> {
  try {
    const next = await samples.next();
    return next.done === true ? undefined : next.value;
  } catch {
    return undefined;
  }
}

function requireRate(sample: AudioSample, rateHz: number): void {
  if (sample.sampleRate === rateHz) return;
  sample.close();
  throw new MediaFailure('file-unreadable', 'The sampling rate changes in the middle of the file.');
}

/** Closes the sample. */
function mixToMono(sample: AudioSample, mixer: ChannelMixer): Float32Array {
  const channels = Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const channel = new Float32Array(sample.numberOfFrames);
    sample.copyTo(channel, { planeIndex, format: 'f32-planar' });
    return channel;
  });
  const { numberOfFrames } = sample;
  sample.close();
  return mixer.mix(channels, numberOfFrames);
}

function* silence(sampleCount: number, rateHz: number): Generator<Float32Array, void> {
  for (let left = sampleCount; left > 0; left -= rateHz) yield new Float32Array(Math.min(left, rateHz));
}

function unreadable(what: string, error: unknown): MediaFailure {
  const detail = error instanceof Error ? error.message : String(error);
  return new MediaFailure('file-unreadable', `${what}: ${detail}`);
}
