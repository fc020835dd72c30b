import type { MoonshineManifest } from '../contract/model-manifest';
import type { Hypothesis, Utterance, UtteranceEngine } from './acoustic-model';
import { MoonshineDecoding, type Tensors } from './moonshine-decoding';
import { MoonshineTokenizer } from './moonshine-tokenizer';
import { nextTask } from './next-task';
import type { TensorRunner } from './onnx-session';
import { otherWords } from './other-words';
import { chooseToken, type TokenChoice } from './token-choice';
import { loopCut } from './token-loop';
import { withAlternatives } from './word-alternatives';

/** 0.1 s: the encoder's convolutions need 895 samples for their first frame. */
const MIN_SAMPLES = 1600;

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
    const { decoder } = this.#manifest;
    const decoding = new MoonshineDecoding(this.#decoder, decoder, await this.#encode(samples));
    const tokens = await this.#write(decoding, Math.ceil(seconds * decoder.maxTokensPerSecond), signal);
    const { text, words } = this.#tokenizer.hypothesis(tokens);
    const others = await otherWords(tokens, this.#tokenizer, decoding, signal);
    return { text, words: words.map((word, index) => withAlternatives(word, others[index])) };
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

  /** Token by token, the likeliest each time. */
  async #write(decoding: MoonshineDecoding, maxTokens: number, signal?: AbortSignal): Promise<TokenChoice[]> {
    const { startId, endId } = this.#manifest.decoder;
    const tokens: TokenChoice[] = [];
    while (tokens.length < maxTokens && tokens.at(-1)?.id !== endId) {
      // On WASM a run holds the thread: sound that has come meanwhile is heard first, and may tell that this text is in vain.
      await nextTask();
      signal?.throwIfAborted();
      tokens.push(chooseToken(await decoding.give(tokens.at(-1)?.id ?? startId)));
      const cut = loopCut(tokens.map(({ id }) => id));
      if (cut !== undefined) return tokens.slice(0, cut);
    }
    return tokens;
  }
}
