import type { MoonshineManifest } from '../contract/model-manifest';

/** Encoder frames in a second: one for 384 samples. */
const FRAMES_PER_SECOND = 16_000 / 384;
const FLOAT_BYTES = 4;
/** Of the device's memory for the keys and values of a batch: a share that leaves room for the page and for other programs. */
const BUDGET_BYTES = 256 * 1024 * 1024;

/** Limits of a graphics device that bound a batch. */
export type RoomLimits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

/** As many utterances of the longest kind as a device has room for. */
export function utterancesOf(manifest: MoonshineManifest, limits: RoomLimits): number {
  const { layers, heads, headSize, maxTokensPerSecond } = manifest.decoder;
  const frames = Math.ceil(manifest.maxSeconds * FRAMES_PER_SECOND);
  const tokens = Math.ceil(manifest.maxSeconds * maxTokensPerSecond);
  const entryBytes = 2 * heads * headSize * FLOAT_BYTES;
  // The largest buffer holds the keys and values of one layer, before they are parted. The past is there twice during a step.
  const largestBytes = frames * entryBytes;
  const allBytes = layers * (frames + 2 * tokens) * entryBytes;
  const bindable = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  return Math.floor(Math.min(bindable / largestBytes, BUDGET_BYTES / allBytes));
}
