import type { MoonshineManifest } from '../contract/model-manifest';
import type { Hypothesis, Utterance } from './acoustic-model';
import { emptyPast, missing, named, stackFrames, stepInputs, type BatchTensors } from './batch-tensors';
import type { BatchEngine } from './batched-second-look';
import { cacheNames } from './cache-names';
import type { DeviceRunner, DeviceTensor } from './device-runner';
import { MoonshineTokenizer } from './moonshine-tokenizer';
import { nextTask } from './next-task';
import type { OutputTensor } from './onnx-session';
import { RecognizerFailure } from './recognizer-failure';
import { WrittenRow } from './written-row';

/** 0.1 s: the encoder's convolutions need 895 samples for their first frame. */
const MIN_SAMPLES = 1600;

/** Moonshine's three graphs for WebGPU; see training/stt/second_look_gpu.py for their inputs and outputs. */
export interface MoonshineGraphs {
  readonly encoder: DeviceRunner;
  readonly cross: DeviceRunner;
  readonly decoder: DeviceRunner;
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
        new WrittenRow(Math.ceil((samples.length / sampleRateHz) * decoder.maxTokensPerSecond), decoder),
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

  async #write(
    rows: readonly WrittenRow[],
    hidden: readonly OutputTensor[],
    signal?: AbortSignal,
  ): Promise<void> {
    const { decoder } = this.manifest;
    const { layers } = decoder;
    const { stacked, mask } = stackFrames(hidden);
    const crossNames = cacheNames('cross', layers);
    const { kept: cross } = await this.graphs.cross.run({ hidden: stacked }, { kept: crossNames });
    let past: readonly DeviceTensor[] = [];
    try {
      const fixed: BatchTensors = { sound_mask: mask, ...named(crossNames, cross) };
      for (let step = 0; rows.some((row) => !row.isDone); step++) {
        await nextTask();
        signal?.throwIfAborted();
        const before = past;
        const cache =
          step === 0 ? emptyPast(rows.length, decoder) : named(cacheNames('past', layers), before);
        const newest = rows.map((row) => row.newest);
        const { read, kept } = await this.graphs.decoder.run(
          { ...fixed, ...cache, ...stepInputs(newest, step) },
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
}

/** @param next [B, 2], the likeliest token and its probability. */
function addTokens(rows: readonly WrittenRow[], { data }: OutputTensor): void {
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
