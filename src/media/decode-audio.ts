import {
  ALL_FORMATS,
  AudioSampleSink,
  BlobSource,
  Input,
  type AudioSample,
  type InputAudioTrack,
} from 'mediabunny';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import { ChannelMixer } from '../features/channel-mixer';
import type { DecodedAudio } from './decoded-audio';
import { lengthOf } from './file-length';
import { MediaFailure } from './media-failure';
import { resumePoint } from './resume-point';
import { Timeline } from './timeline';

/**
 * Opens an audio file, or a video with sound, and decodes as far as its first samples. Samples are decoded as they are
 * asked for, a few packets ahead.
 *
 * @param fromMs where what is wanted begins; some of what comes before is delivered with it.
 * @throws MediaFailure 'file-empty', 'file-no-audio' or 'file-unreadable'.
 */
export async function decodeAudio(file: Blob, fromMs = 0): Promise<DecodedAudio> {
  if (file.size === 0) throw new MediaFailure('file-empty', 'The file is empty.');
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await findTrack(input);
    const { readSeconds, startSeconds } = resumePoint(fromMs);
    const samples = new AudioSampleSink(track).samples(readSeconds > 0 ? readSeconds : undefined);
    const next = await samples.next();
    const length = await lengthOf(file, track);
    if (next.done === true && fromMs === 0) throw soundless(length.ms);
    const first = next.done === true ? undefined : next.value;
    return {
      sampleRateHz: first?.sampleRate ?? SAMPLE_RATE_HZ,
      startMs: 1000 * startSeconds,
      get estimatedMs() {
        return length.ms;
      },
      chunks: () => monoChunks(input, first, samples, startSeconds),
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

function soundless(estimatedMs: number): MediaFailure {
  return estimatedMs > 0
    ? new MediaFailure('file-unreadable', 'The file is damaged: no sound can be read from it.')
    : new MediaFailure('file-empty', 'The file holds no sound.');
}

async function* monoChunks(
  input: Input,
  first: AudioSample | undefined,
  rest: AsyncGenerator<AudioSample, void>,
  startSeconds: number,
): AsyncGenerator<Float32Array, void> {
  const mixer = new ChannelMixer();
  const rateHz = first?.sampleRate ?? SAMPLE_RATE_HZ;
  const timeline = new Timeline(rateHz, startSeconds);
  try {
    for (let sample = first; sample !== undefined;) {
      const { timestamp, numberOfFrames } = sample;
      requireRate(sample, rateHz);
      const mono = mixToMono(sample, mixer);
      const { silenceSamples, skipSamples } = timeline.place(timestamp, numberOfFrames);
      yield* silence(silenceSamples, rateHz);
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
