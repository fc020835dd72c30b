import type { MoonshineManifest } from '../contract/model-manifest';
import type { Hypothesis, Utterance } from './acoustic-model';
import type { BatchEngine } from './batched-second-look';
import type { DeviceRunner, DeviceTensor } from './device-runner';
import { MoonshineTokenizer, type ScoredToken } from './moonshine-tokenizer';
import { nextTask } from './next-task';
import type { InputTensor, OutputTensor } from './onnx-session';
import { RecognizerFailure } from './recognizer-failure';
import { loopCut } from './token-loop';

/** 0.1 s: the encoder's convolutions need 895 samples for their first frame. */
const MIN_SAMPLES = 1600;
/** A score that softmax makes zero. */
const NEVER = -1e9;

type Tensors = Readonly<Record<string, InputTensor | DeviceTensor>>;

/** Moonshine's three graphs for WebGPU; see training/stt/second_look_gpu.py for their inputs and outputs. */
export interface MoonshineGraphs {
  readonly encoder: DeviceRunner;
  readonly cross: DeviceRunner;
  readonly decoder: DeviceRunner;
}

/** Names of the keys and values of all layers, in the order of the graphs' outputs. */
export function cacheNames(prefix: 'past' | 'present' | 'cross', layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [
    `${prefix}.${layer}.key`,
    `${prefix}.${layer}.value`,
  ]).flat();
}

/** What has been written of one utterance. */
class Row {
  readonly #ids: number[] = [];
  readonly #tokens: ScoredToken[] = [];
  #ended: readonly ScoredToken[] | undefined;

  constructor(
    readonly maxTokens: number,
    private readonly ids: MoonshineManifest['decoder'],
  ) {
    if (maxTokens === 0) this.#ended = [];
  }

  get isDone(): boolean {
    return this.#ended !== undefined;
  }

  /** What the decoder is given next; a row that is done goes on beside the others, unheard. */
  get newest(): number {
    return this.#ids.at(-1) ?? this.ids.startId;
  }

  get tokens(): readonly ScoredToken[] {
    return this.#ended ?? this.#tokens;
  }

  add(token: ScoredToken): void {
    if (this.isDone) return;
    if (token.id === this.ids.endId) {
      this.#ended = this.#tokens;
      return;
    }
    this.#ids.push(token.id);
    this.#tokens.push(token);
    const cut = loopCut(this.#ids);
    if (cut !== undefined) this.#ended = this.#tokens.slice(0, cut);
    else if (this.#tokens.length === this.maxTokens) this.#ended = this.#tokens;
  }
}

/**
 * Moonshine on a graphics device, several utterances at once. The decoder takes a step for all of them in one run, which on
 * a device costs little more than a step for one: most of it is the time to start a few hundred small computations. Each is
 * encoded by itself, as silence behind a sound would change what the encoder hears. A row's words depend on its own sound
 * alone: what is padded is masked, and numbers are quantised by row or not at all.
 */
export class MoonshineBatch implements BatchEngine {
  readonly #tokenizer: MoonshineTokenizer;

  /** Owns the graphs: dispose() closes them. mostUtterances: as the device has room for. */
  constructor(
    private readonly manifest: MoonshineManifest,
    pieces: readonly string[],
    private readonly graphs: MoonshineGraphs,
    readonly mostUtterances: number,
  ) {
    this.#tokenizer = new MoonshineTokenizer(pieces);
  }

  /**
   * @returns what was said in each, in their order.
   * @throws what the runtime throws, and the signal's reason once it is aborted.
   */
  async transcribeAll(utterances: readonly Utterance[], signal?: AbortSignal): Promise<Hypothesis[]> {
    if (utterances.length === 0) return [];
    const hidden: OutputTensor[] = [];
    for (const { samples } of utterances) {
      await nextTask();
      signal?.throwIfAborted();
      hidden.push(await this.#encode(samples));
    }
    const { sampleRateHz, decoder } = this.manifest;
    const rows = utterances.map(
      ({ samples }) =>
        new Row(Math.ceil((samples.length / sampleRateHz) * decoder.maxTokensPerSecond), decoder),
    );
    await this.#write(rows, hidden, signal);
    return rows.map(({ tokens }) => this.#tokenizer.hypothesis(tokens));
  }

  async dispose(): Promise<void> {
    const { encoder, cross, decoder } = this.graphs;
    await Promise.all([encoder.dispose(), cross.dispose(), decoder.dispose()]);
  }

  /** [1, frames, width] */
  async #encode(samples: Float32Array): Promise<OutputTensor> {
    const padded = new Float32Array(Math.max(samples.length, MIN_SAMPLES));
    padded.set(samples);
    const inputs = { samples: { data: padded, dims: [1, padded.length] } };
    const { read } = await this.graphs.encoder.run(inputs, { read: 'hidden' });
    return read ?? missing('hidden');
  }

  async #write(rows: readonly Row[], hidden: readonly OutputTensor[], signal?: AbortSignal): Promise<void> {
    const { layers } = this.manifest.decoder;
    const { stacked, mask } = stack(hidden);
    const crossNames = cacheNames('cross', layers);
    const { kept: cross } = await this.graphs.cross.run({ hidden: stacked }, { kept: crossNames });
    let past: readonly DeviceTensor[] = [];
    try {
      const fixed: Tensors = { sound_mask: mask, ...named(crossNames, cross) };
      for (let step = 0; rows.some((row) => !row.isDone); step++) {
        await nextTask();
        signal?.throwIfAborted();
        const before = past;
        const cache = step === 0 ? this.#emptyPast(rows.length) : named(cacheNames('past', layers), before);
        const { read, kept } = await this.graphs.decoder.run(
          { ...fixed, ...cache, ...stepInputs(rows, step) },
          { read: 'next', kept: cacheNames('present', layers) },
        );
        past = kept;
        for (const tensor of before) tensor.dispose();
        addTokens(rows, read ?? missing('next'));
      }
    } finally {
      for (const tensor of [...past, ...cross]) tensor.dispose();
    }
  }

  /** One entry, which the mask hides: the graph takes no empty tensors. */
  #emptyPast(rows: number): Tensors {
    const { layers, heads, headSize } = this.manifest.decoder;
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
}

/** Frames of all utterances [B, F, width], zeros behind the shorter ones, and a mask [B, 1, 1, F] that hides those. */
function stack(hidden: readonly OutputTensor[]): { stacked: InputTensor; mask: InputTensor } {
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

function stepInputs(rows: readonly Row[], step: number): Tensors {
  const dims = [rows.length, 1];
  const pastMask = new Float32Array(step + 2);
  pastMask[0] = NEVER;
  return {
    token: { data: BigInt64Array.from(rows, ({ newest }) => BigInt(newest)), dims },
    position: { data: new BigInt64Array(rows.length).fill(BigInt(step)), dims },
    past_mask: { data: pastMask, dims: [1, 1, 1, step + 2] },
  };
}

/** @param next [B, 2], the likeliest token and its probability. */
function addTokens(rows: readonly Row[], { data }: OutputTensor): void {
  for (const [at, row] of rows.entries()) {
    const [id, probability] = data.subarray(2 * at);
    // A device that was lost answers zeros.
    if (id === undefined || probability === undefined || !(probability > 0 && probability <= 1.001)) {
      throw new RecognizerFailure({
        code: 'provider-failed',
        message: 'WebGPU gave no usable token.',
      });
    }
    row.add({ id, probability });
  }
}

function named(names: readonly string[], tensors: readonly DeviceTensor[]): Tensors {
  return Object.fromEntries(names.map((name, at) => [name, tensors[at] ?? missing(name)]));
}

function missing(name: string): never {
  throw new Error(`the graph gave nothing for ${name}`);
}
