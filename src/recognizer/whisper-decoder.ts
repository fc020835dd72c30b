import type { WhisperManifest } from '../contract/model-manifest';
import { cacheNames } from './cache-names';
import { nextTask } from './next-task';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';
import { loopCut } from './token-loop';
import type { ScoredToken } from './whisper-tokenizer';

export type Tensors = Readonly<Record<string, InputTensor>>;

/** The decoder, having read some tokens and not written any after them. */
export interface DecoderState {
  readonly past: Tensors;
  /** Scores of the next token, before the softmax. [vocabulary] */
  readonly logits: Float32Array;
  /** What was attended to for it. [alignmentHeads, audio] */
  readonly attention: Float32Array;
}

export interface Written {
  readonly tokens: readonly ScoredToken[];
  /** Of each token and of the end behind them. [alignmentHeads, audio] */
  readonly attention: readonly Float32Array[];
  /** Mean of the tokens' natural logarithms, the end's included. */
  readonly averageLogProbability: number;
  /** It ran in circles, and was cut after the first round. */
  readonly looped: boolean;
}

export interface WritingOptions {
  readonly maxTokens: number;
  /** 0: the likeliest token. Above it: drawn, the more freely the higher. */
  readonly temperature: number;
  /** From 0 to below 1; asked above temperature 0 alone. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Whisper's decoder over the keys and values of one utterance. */
export class WhisperDecoder {
  readonly #empty: Tensors;
  readonly #present: readonly string[];

  constructor(
    private readonly shape: WhisperManifest['decoder'],
    private readonly runner: TensorRunner,
  ) {
    const nothing = { data: new Float32Array(), dims: [1, shape.heads, 0, shape.headSize] };
    this.#empty = Object.fromEntries(cacheNames('past', shape.layers).map((name) => [name, nothing]));
    this.#present = cacheNames('present', shape.layers);
  }

  /** Reads tokens, at least one, after what a state has read; from the beginning where there is none. */
  async read(tokens: readonly number[], cross: Tensors, state?: DecoderState): Promise<DecoderState> {
    let past = state?.past ?? this.#empty;
    let read = state;
    for (const token of tokens) {
      const [logits, attention, ...present] = await this.runner.run(
        { token: { data: BigInt64Array.of(BigInt(token)), dims: [1, 1] }, ...cross, ...past },
        ['logits', 'attention', ...this.#present],
      );
      if (logits === undefined || attention === undefined) throw new Error('the decoder gave no logits');
      past = renamed(present, this.#present);
      read = { past, logits: logits.data, attention: attention.data };
    }
    if (read === undefined) throw new RangeError('nothing to read');
    return read;
  }

  /** Writes on from a state, which stays as it is. */
  async write(
    from: DecoderState,
    cross: Tensors,
    { maxTokens, temperature, random, signal }: WritingOptions,
  ): Promise<Written> {
    const { endId, suppressed, suppressedFirst } = this.shape;
    const tokens: ScoredToken[] = [];
    const attention: Float32Array[] = [];
    let sum = 0;
    const written = (count: number, looped: boolean): Written => ({
      tokens: tokens.slice(0, count),
      attention: attention.slice(0, count + 1),
      averageLogProbability: sum / Math.max(1, attention.length),
      looped,
    });
    for (let state = from; ;) {
      // On WASM a run holds the thread: sound that has come meanwhile is heard first.
      await nextTask();
      signal?.throwIfAborted();
      const logits = state.logits.slice();
      for (const id of suppressed) logits[id] = -Infinity;
      if (tokens.length === 0) for (const id of suppressedFirst) logits[id] = -Infinity;
      const token = chosen(logits, temperature, random);
      attention.push(state.attention);
      sum += Math.log(Math.max(token.probability, Number.MIN_VALUE));
      if (token.id === endId || tokens.length === maxTokens) return written(tokens.length, false);
      tokens.push(token);
      const cut = loopCut(tokens.map(({ id }) => id));
      if (cut !== undefined) return written(cut, true);
      state = await this.read([token.id], cross, state);
    }
  }
}

/** Softmax probabilities. */
export function probabilities(logits: Float32Array): Float32Array {
  const highest = logits.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = logits.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** A token with the probability that it has at temperature 1. */
function chosen(logits: Float32Array, temperature: number, random: () => number): ScoredToken {
  const sure = probabilities(logits);
  const id =
    temperature === 0 ? likeliest(sure) : drawn(probabilities(tempered(logits, temperature)), random());
  return { id, probability: sure[id] ?? 0 };
}

function tempered(logits: Float32Array, temperature: number): Float32Array {
  return logits.map((score) => score / temperature);
}

function likeliest(values: Float32Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  return best;
}

function drawn(weights: Float32Array, share: number): number {
  let left = share;
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return likeliest(weights);
}

function renamed(outputs: readonly OutputTensor[], names: readonly string[]): Tensors {
  return Object.fromEntries(
    names.map((name, at) => {
      const output = outputs[at];
      if (output === undefined) throw new Error(`the decoder gave nothing for ${name}`);
      return [name.replace('present', 'past'), output];
    }),
  );
}
