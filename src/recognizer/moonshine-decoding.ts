import type { MoonshineManifest } from '../contract/model-manifest';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';

const NO_CACHE = Uint8Array.of(0);
const USE_CACHE = Uint8Array.of(1);

export type Tensors = Readonly<Record<string, InputTensor>>;

/** The decoder at work on one utterance: it remembers, as keys and values, the tokens that it was given. */
export class MoonshineDecoding {
  /** By the name of the input, each [1, heads, steps, headSize]: of the decoder's own tokens, and of the encoder's frames. */
  #own: Record<string, OutputTensor> = {};
  #heard: Record<string, OutputTensor> = {};
  #given = 0;

  /** @param encoded the decoder's inputs that stay the same for every token. */
  constructor(
    private readonly decoder: TensorRunner,
    private readonly shape: MoonshineManifest['decoder'],
    private readonly encoded: Tensors,
  ) {
    const frames = encoded['encoder_hidden_states']?.dims[1] ?? 0;
    for (let layer = 0; layer < shape.layers; layer++) {
      for (const kind of ['key', 'value']) {
        this.#own[`past_key_values.${layer}.decoder.${kind}`] = this.#empty(0);
        this.#heard[`past_key_values.${layer}.encoder.${kind}`] = this.#empty(frames);
      }
    }
  }

  /**
   * Gives it one more token.
   *
   * @returns logits [1, 1, vocabulary] of the next.
   */
  async give(token: number): Promise<OutputTensor> {
    const first = this.#given === 0;
    // The first step alone computes keys and values of the encoder's frames: later ones give them back empty.
    const renewed = [...Object.keys(this.#own), ...(first ? Object.keys(this.#heard) : [])];
    const [logits, ...present] = await this.decoder.run(
      {
        ...this.encoded,
        ...this.#own,
        ...this.#heard,
        input_ids: { data: BigInt64Array.of(BigInt(token)), dims: [1, 1] },
        use_cache_branch: { data: first ? NO_CACHE : USE_CACHE, dims: [1] },
      },
      ['logits', ...renewed.map((name) => name.replace('past_key_values', 'present'))],
    );
    if (logits === undefined) throw new Error('the decoder gave no logits');
    for (const [at, name] of renewed.entries()) {
      const cache = name in this.#own ? this.#own : this.#heard;
      cache[name] = present[at] ?? missing(name);
    }
    this.#given += 1;
    return logits;
  }

  /** Another one that was given the first `tokens` of these alone; at least one. */
  after(tokens: number): MoonshineDecoding {
    const earlier = new MoonshineDecoding(this.decoder, this.shape, this.encoded);
    for (const [name, tensor] of Object.entries(this.#own)) earlier.#own[name] = firstSteps(tensor, tokens);
    earlier.#heard = this.#heard;
    earlier.#given = tokens;
    return earlier;
  }

  #empty(steps: number): OutputTensor {
    const { heads, headSize } = this.shape;
    return { data: new Float32Array(heads * steps * headSize), dims: [1, heads, steps, headSize] };
  }
}

/** @param tensor [1, heads, steps, headSize] */
function firstSteps({ data, dims }: OutputTensor, steps: number): OutputTensor {
  const [, heads = 0, all = 0, headSize = 0] = dims;
  const kept = new Float32Array(heads * steps * headSize);
  for (let head = 0; head < heads; head += 1) {
    const from = head * all * headSize;
    kept.set(data.subarray(from, from + steps * headSize), head * steps * headSize);
  }
  return { data: kept, dims: [1, heads, steps, headSize] };
}

function missing(name: string): never {
  throw new Error(`the decoder gave nothing for ${name}`);
}
