import type { MoonshineManifest } from '../contract/model-manifest';
import { cacheNames } from './cache-names';
import type { DeviceTensor } from './device-runner';
import type { InputTensor, OutputTensor } from './onnx-session';

/** A score that softmax makes zero. */
const NEVER = -1e9;

/** A graph's inputs by name. */
export type BatchTensors = Readonly<Record<string, InputTensor | DeviceTensor>>;

/** Frames of all utterances [B, F, width], zeros behind the shorter ones, and a mask [B, 1, 1, F] that hides those. */
export function stackFrames(hidden: readonly OutputTensor[]): { stacked: InputTensor; mask: InputTensor } {
  const rows = hidden.length;
  const width = hidden[0]?.dims[2] ?? 0;
  const frames = Math.max(...hidden.map(({ dims }) => dims[1] ?? 0));
  const stacked = new Float32Array(rows * frames * width);
  const mask = new Float32Array(rows * frames);
  for (const [row, { data, dims }] of hidden.entries()) {
    stacked.set(data, row * frames * width);
    mask.fill(NEVER, row * frames + (dims[1] ?? 0), (row + 1) * frames);
  }
  return {
    stacked: { data: stacked, dims: [rows, frames, width] },
    mask: { data: mask, dims: [rows, 1, 1, frames] },
  };
}

/** @param newest the token of each row that the decoder is given in this step, counted from 0. */
export function stepInputs(newest: readonly number[], step: number): BatchTensors {
  const dims = [newest.length, 1];
  const pastMask = new Float32Array(step + 2);
  pastMask[0] = NEVER;
  return {
    token: { data: BigInt64Array.from(newest, (token) => BigInt(token)), dims },
    position: { data: new BigInt64Array(newest.length).fill(BigInt(step)), dims },
    past_mask: { data: pastMask, dims: [1, 1, 1, step + 2] },
  };
}

/** The past before the first step: one entry, which the mask hides, as the graph takes no empty tensors. */
export function emptyPast(
  rows: number,
  { layers, heads, headSize }: Pick<MoonshineManifest['decoder'], 'layers' | 'heads' | 'headSize'>,
): BatchTensors {
  const empty = (dims: readonly number[]): InputTensor => ({
    data: new Float32Array(rows * heads * headSize),
    dims,
  });
  return Object.fromEntries(
    cacheNames('past', layers).map((name) => [
      name,
      empty(name.endsWith('key') ? [rows, heads, headSize, 1] : [rows, heads, 1, headSize]),
    ]),
  );
}

/** Gives tensors the names of inputs, in their order. */
export function named(names: readonly string[], tensors: readonly DeviceTensor[]): BatchTensors {
  return Object.fromEntries(names.map((name, at) => [name, tensors[at] ?? missing(name)]));
}

/** @throws always. */
export function missing(name: string): never {
  throw new Error(`the graph gave nothing for ${name}`);
}
