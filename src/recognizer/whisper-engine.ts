import type { WhisperManifest } from '../contract/model-manifest';
import type { SpokenLanguage } from '../contract/recognizer-api';
import { FRAME_RATE_HZ, MEL_BINS } from '../features/audio-format';
import type { Hypothesis, Utterance, UtteranceEngine } from './acoustic-model';
import { ATTENTION_FRAME_MS, tokenStartsMs } from './attention-times';
import type { TensorRunner } from './onnx-session';
import { randomFrom } from './seeded-random';
import { cacheNames } from './cache-names';
import { probabilities, WhisperDecoder, type Tensors, type Written } from './whisper-decoder';
import { whisperWindow } from './whisper-window';
import { WhisperTokenizer, type ScoredToken } from './whisper-tokenizer';

/** Whisper's own thresholds: below this mean a text is doubted; with this much silence it is none. */
const LEAST_LOG_PROBABILITY = -1;
const MOST_NO_SPEECH = 0.6;
/** Tried where a text is doubted or runs in circles, in this order. */
const TEMPERATURES = [0, 0.4, 0.8] as const;
/** A language that is less likely than this is not believed where another was heard before. */
const SURE_LANGUAGE = 0.5;
const ENGLISH: SpokenLanguage = { language: 'en', translate: false };

interface Prompted {
  readonly state: Awaited<ReturnType<WhisperDecoder['read']>>;
  readonly language: string;
  readonly noSpeech: number;
}

/**
 * Whisper (Radford et al. 2022): an encoder over log-mel frames and a decoder that writes token by token. The language
 * is chosen or told from the sound, and the text may be a translation to English.
 */
export class WhisperEngine implements UtteranceEngine {
  readonly id: string;
  readonly maxSeconds: number;
  readonly #tokenizer: WhisperTokenizer;
  readonly #decoder: WhisperDecoder;
  /** Heard last, where languages are told from the sound. */
  #lastLanguage: string | undefined;

  /** Owns both sessions: dispose() closes them. */
  constructor(
    private readonly manifest: WhisperManifest,
    pieces: readonly string[],
    private readonly sessions: { readonly encoder: TensorRunner; readonly decoder: TensorRunner },
    private readonly spoken: SpokenLanguage = ENGLISH,
  ) {
    this.id = manifest.id;
    this.maxSeconds = manifest.window.maxFrames / FRAME_RATE_HZ;
    this.#tokenizer = new WhisperTokenizer(pieces);
    this.#decoder = new WhisperDecoder(manifest.decoder, sessions.decoder);
  }

  async transcribe(utterance: Utterance, signal?: AbortSignal): Promise<Hypothesis> {
    const seconds = utterance.frames / FRAME_RATE_HZ;
    if (seconds > this.maxSeconds) {
      throw new RangeError(`utterance of ${seconds} s; ${this.id} takes at most ${this.maxSeconds} s`);
    }
    const cross = await this.#encode(utterance);
    signal?.throwIfAborted();
    const { state, language, noSpeech } = await this.#prompt(cross);
    const { maxTokens, maxTokensPerSecond } = this.manifest.decoder;
    const written = await bestOf((temperature) =>
      this.#decoder.write(state, cross, {
        maxTokens: Math.min(maxTokens, Math.ceil(seconds * maxTokensPerSecond)),
        temperature,
        random: randomFrom(utterance.frames),
        signal,
      }),
    );
    const silent = noSpeech > MOST_NO_SPEECH && written.averageLogProbability < LEAST_LOG_PROBABILITY;
    return this.#hypothesis(silent ? { ...written, tokens: [] } : written, utterance.frames, language);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.sessions.encoder.dispose(), this.sessions.decoder.dispose()]);
  }

  /** Keys and values of the sound, which the decoder attends to. */
  async #encode(utterance: Utterance): Promise<Tensors> {
    const data = whisperWindow(utterance, this.manifest.window);
    const names = cacheNames('cross', this.manifest.decoder.layers);
    const outputs = await this.sessions.encoder.run(
      { log_mel: { data, dims: [1, data.length / MEL_BINS, MEL_BINS] } },
      names,
    );
    return Object.fromEntries(outputs.map((output, at) => [names[at] ?? '', output]));
  }

  /** The first token alone tells the language, and whether anybody speaks. */
  async #prompt(cross: Tensors): Promise<Prompted> {
    const { prompt } = this.manifest.decoder;
    const first = await this.#decoder.read(prompt.slice(0, 1), cross);
    const shares = probabilities(first.logits);
    const { noSpeechId } = this.#tokenizer;
    const language = this.spoken.language === 'auto' ? this.#heardIn(shares) : this.spoken.language;
    const rest = this.#tokenizer.promptFor(prompt, { ...this.spoken, language }).slice(1);
    return {
      state: await this.#decoder.read(rest, cross, first),
      language,
      noSpeech: noSpeechId === undefined ? 0 : (shares[noSpeechId] ?? 0),
    };
  }

  /** The likeliest language, or the last one where that is in doubt. */
  #heardIn(shares: Float32Array): string {
    const likely = this.manifest.languages
      .map((language) => ({ language, share: shares[this.#tokenizer.languageId(language) ?? -1] ?? 0 }))
      .reduce((best, next) => (next.share > best.share ? next : best), { language: 'en', share: 0 });
    if (likely.share < SURE_LANGUAGE && this.#lastLanguage !== undefined) return this.#lastLanguage;
    this.#lastLanguage = likely.language;
    return likely.language;
  }

  #hypothesis({ tokens, attention }: Written, frames: number, language: string): Hypothesis {
    const words = timed(this.#tokenizer, tokens, attention, {
      heads: this.manifest.decoder.alignmentHeads,
      frames: Math.floor(frames / 2),
    });
    const text = words.map(({ word }) => word).join(' ');
    const isTranslated = this.spoken.translate && language !== 'en';
    return isTranslated
      ? { text, words, language: 'en', translatedFrom: language }
      : { text, words, language };
  }
}

function timed(
  tokenizer: WhisperTokenizer,
  tokens: readonly ScoredToken[],
  attention: readonly Float32Array[],
  { heads, frames }: { readonly heads: number; readonly frames: number },
): Hypothesis['words'] {
  const starts = tokenStartsMs(attention, heads, frames);
  const endMs = frames * ATTENTION_FRAME_MS;
  return tokenizer.words(tokens).map(({ word, confidence, first, end }) => ({
    word,
    confidence,
    span: { startMs: starts[first] ?? endMs, endMs: starts[end] ?? endMs },
  }));
}

/** The first text that is neither doubted nor runs in circles; else the surest of those that do not, else the first. */
async function bestOf(write: (temperature: number) => Promise<Written>): Promise<Written> {
  const tried: Written[] = [];
  for (const temperature of TEMPERATURES) {
    const written = await write(temperature);
    tried.push(written);
    if (!written.looped && written.averageLogProbability >= LEAST_LOG_PROBABILITY) return written;
  }
  const straight = tried.filter(({ looped }) => !looped);
  const [first, ...others] = straight.length > 0 ? straight : tried.slice(0, 1);
  if (first === undefined) throw new Error('nothing was written');
  return others.reduce(
    (best, next) => (next.averageLogProbability > best.averageLogProbability ? next : best),
    first,
  );
}
