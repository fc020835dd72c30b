import type { MoonshineManifest } from '../contract/model-manifest';
import type { Hypothesis, Utterance, UtteranceEngine } from './acoustic-model';
import { MoonshineTokenizer, type ScoredToken } from './moonshine-tokenizer';
import { nextTask } from './next-task';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';
import { loopCut } from './token-loop';

/** 0.1 s: the encoder's convolutions need 895 samples for their first frame. */
const MIN_SAMPLES = 1600;
const NO_CACHE = Uint8Array.of(0);
const USE_CACHE = Uint8Array.of(1);

type Tensors = Record<string, InputTensor>;

/**
 * Moonshine: an encoder over raw samples and a decoder that writes token by token, greedily, with cached keys
 * and values. Jeffries et al., "Moonshine: Speech Recognition for Live Transcription and Voice Commands",
 * arXiv:2410.15608.
 */
export class MoonshineEngine implements UtteranceEngine {
  readonly id: string;
  readonly maxSeconds: number;
  readonly #manifest: MoonshineManifest;
  readonly #tokenizer: MoonshineTokenizer;
  readonly #encoder: TensorRunner;
  readonly #decoder: TensorRunner;

  /** Owns both sessions: dispose() closes them. */
  constructor(
    manifest: MoonshineManifest,
    pieces: readonly string[],
    encoder: TensorRunner,
    decoder: TensorRunner,
  ) {
    this.id = manifest.id;
    this.maxSeconds = manifest.maxSeconds;
    this.#manifest = manifest;
    this.#tokenizer = new MoonshineTokenizer(pieces);
    this.#encoder = encoder;
    this.#decoder = decoder;
  }

  async transcribe({ samples }: Utterance, signal?: AbortSignal): Promise<Hypothesis> {
    const seconds = samples.length / this.#manifest.sampleRateHz;
    if (seconds > this.maxSeconds) {
      throw new RangeError(`utterance of ${seconds} s; ${this.id} takes at most ${this.maxSeconds} s`);
    }
    const maxTokens = Math.ceil(seconds * this.#manifest.decoder.maxTokensPerSecond);
    return this.#tokenizer.hypothesis(await this.#decode(await this.#encode(samples), maxTokens, signal));
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#encoder.dispose(), this.#decoder.dispose()]);
  }

  /** The decoder's inputs that stay the same for every token. */
  async #encode(samples: Float32Array): Promise<Tensors> {
    const padded = new Float32Array(Math.max(samples.length, MIN_SAMPLES));
    padded.set(samples);
    const dims = [1, padded.length];
    const mask = { data: new BigInt64Array(padded.length).fill(1n), dims };
    const [hidden] = await this.#encoder.run({ input_values: { data: padded, dims }, attention_mask: mask }, [
      'last_hidden_state',
    ]);
    if (hidden === undefined) throw new Error('the encoder gave no output');
    // The decoder thins the mask of samples to one of frames by itself.
    return { encoder_attention_mask: mask, encoder_hidden_states: hidden };
  }

  async #decode(encoded: Tensors, maxTokens: number, signal?: AbortSignal): Promise<ScoredToken[]> {
    const { startId, endId } = this.#manifest.decoder;
    const frames = encoded['encoder_hidden_states']?.dims[1] ?? 0;
    const cache = this.#emptyCache(frames);
    const ids: number[] = [];
    const tokens: ScoredToken[] = [];
    while (tokens.length < maxTokens) {
      // On WASM a run holds the thread: sound that has come meanwhile is heard first, and may tell that this text is in vain.
      await nextTask();
      signal?.throwIfAborted();
      const first = tokens.length === 0;
      // The first step alone computes keys and values of the encoder's frames: later ones give them back empty.
      const renewed = Object.keys(cache).filter((name) => first || name.includes('.decoder.'));
      const [logits, ...present] = await this.#decoder.run(
        {
          ...encoded,
          ...cache,
          input_ids: { data: BigInt64Array.of(BigInt(ids.at(-1) ?? startId)), dims: [1, 1] },
          use_cache_branch: { data: first ? NO_CACHE : USE_CACHE, dims: [1] },
        },
        ['logits', ...renewed.map((name) => name.replace('past_key_values', 'present'))],
      );
      if (logits === undefined) throw new Error('the decoder gave no logits');
      const token = best(logits);
      if (token.id === endId) break;
      for (const [at, name] of renewed.entries()) cache[name] = present[at] ?? missing(name);
      ids.push(token.id);
      tokens.push(token);
      const cut = loopCut(ids);
      if (cut !== undefined) return tokens.slice(0, cut);
    }
    return tokens;
  }

  /** [1, heads, steps, headSize] for keys and values of the decoder's own tokens and of the encoder's frames. */
  #emptyCache(frames: number): Tensors {
    const { layers, heads, headSize } = this.#manifest.decoder;
    const cache: Tensors = {};
    for (let layer = 0; layer < layers; layer++) {
      for (const kind of ['key', 'value']) {
        for (const [side, steps] of [
          ['decoder', 0],
          ['encoder', frames],
        ] as const) {
          cache[`past_key_values.${layer}.${side}.${kind}`] = {
            data: new Float32Array(heads * steps * headSize),
            dims: [1, heads, steps, headSize],
          };
        }
      }
    }
    return cache;
  }
}

/** The likeliest token of the one step in logits [1, 1, vocabulary], with its softmax probability. */
function best({ data }: OutputTensor): ScoredToken {
  let id = 0;
  let highest = -Infinity;
  for (let token = 0; token < data.length; token++) {
    const score = data[token] ?? -Infinity;
    if (score > highest) {
      id = token;
      highest = score;
    }
  }
  let sum = 0;
  for (const score of data) sum += Math.exp(score - highest);
  return { id, probability: 1 / sum };
}

function missing(name: string): never {
  throw new Error(`the decoder gave nothing for ${name}`);
}
