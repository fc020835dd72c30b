/** Execution providers of ONNX Runtime Web that the app uses. */
export type Provider = 'webgpu' | 'wasm';

/** How exactly a variant keeps the model's weights. */
export type Precision = 'int4' | 'int8' | 'fp16';

export interface ModelFile {
  /** What the file is for; an engine asks for its files by role. */
  readonly role:
    | 'hearing'
    | 'speller'
    | 'encoder'
    | 'decoder'
    | 'cross'
    | 'tokens'
    | 'golden'
    | 'words'
    | 'voice'
    | 'pronouncer';
  /** Present where the file serves one provider only. */
  readonly provider?: Provider;
  /** Present where the file is of one variant only. */
  readonly precision?: Precision;
  /** Relative to the manifest. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Running peak normalisation of log10 mel power, causal, so that it works on a stream. */
export interface RunningPeakNormalisation {
  readonly kind: 'running-peak';
  readonly initialPeak: number;
  readonly decayPerFrame: number;
  readonly dynamicRange: number;
}

/** One precision of a model on one provider, and what it is worth. */
export interface Variant {
  readonly precision: Precision;
  readonly provider: Provider;
  /** WebGPU features without which it does not run. */
  readonly needs?: readonly string[];
  /** Of its graphs. */
  readonly bytes: number;
  /** Word error rate at signal-to-noise ratios, from the noisiest on. */
  readonly wer: readonly { readonly snrDb: number; readonly percent: number }[];
}

/** What each manifest has, whatever its kind. */
export interface ManifestCommon {
  readonly schema: 1;
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly licence: string;
  readonly languages: readonly string[];
  readonly files: readonly ModelFile[];
}

/**
 * What the hearing carries from call to call: keys and values of its newest encoder frames,
 * `memory [layers, 2, heads, frames, headSize]`. Encoder frames last `subsampling` log-mel frames each.
 */
export interface HearingMemory {
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
  /** Encoder frames remembered at most. */
  readonly frames: number;
  /** Encoder frames that a call on a stream hears for good. */
  readonly chunkFrames: number;
  /** Encoder frames behind those that it hears too, and the next call hears again. */
  readonly lookAheadFrames: number;
  /** Log-mel frames before the first new one, which the convolutions look back at. */
  readonly contextFrames: number;
}

/**
 * A CTC model over log-mel frames, in two graphs:
 *
 * - 'hearing': `log_mel [1, contextFrames + frames, melBins]`, `position [1]`, `memory`, `remembered [1]`, `kept [K]`
 *   -> `phonemes [1, frames / frameMultiple, phonemes]`, `features [1, frames / frameMultiple, n]`, `next_memory`;
 * - 'speller': phonemes, features -> `logits [1, frames / subsampling, vocabulary]`.
 *
 * Its file of the role 'words' is what is looked for in the phonemes; 'pronouncer' tells how any word may sound:
 * `letters [1, L]` -> `phonemes [1, R, phonemes]`.
 */
export interface CtcManifest extends ManifestCommon {
  readonly kind: 'ctc-log-mel';
  /** What the app may choose among; absent where there is one file for each provider and no choice. */
  readonly variants?: readonly Variant[];
  readonly features: {
    readonly sampleRateHz: number;
    readonly windowSamples: number;
    readonly hopSamples: number;
    readonly melBins: number;
    readonly normalisation: RunningPeakNormalisation;
  };
  /** Log-mel frames for one frame of logits. */
  readonly subsampling: number;
  /** Frames of logits in a second. */
  readonly frameRateHz: number;
  /** The model takes a multiple of so many log-mel frames. */
  readonly frameMultiple: number;
  readonly maxFrames: number;
  /** Classes of the phoneme scores, the blank 0 included. */
  readonly phonemes: number;
  readonly memory: HearingMemory;
  readonly vocabulary: { readonly size: number; readonly blankId: number };
}

/**
 * Moonshine: encoder over samples, autoregressive decoder with cached keys and values. Three more graphs, 'encoder', 'cross' and
 * 'decoder' for the provider webgpu, write several utterances at once; their weights lie in the files of the first two.
 */
export interface MoonshineManifest extends ManifestCommon {
  readonly kind: 'moonshine';
  readonly sampleRateHz: number;
  readonly decoder: {
    readonly layers: number;
    readonly heads: number;
    readonly headSize: number;
    readonly startId: number;
    readonly endId: number;
    /** Upper bound of tokens written for a second of audio: a guard against loops. */
    readonly maxTokensPerSecond: number;
  };
  readonly maxSeconds: number;
}

/**
 * Whisper (Radford et al. 2022), in two graphs:
 *
 * - 'encoder': `log_mel [1, frames, melBins]` -> `cross.LAYER.key` and `cross.LAYER.value`;
 * - 'decoder': one `token [1, 1]`, those, `past.LAYER.key` and `past.LAYER.value [1, heads, tokens, headSize]` ->
 *   `logits [1, 1, vocabulary]`, `attention [alignmentHeads, frames / 2]`, `present.LAYER.key` and `present.LAYER.value`.
 */
export interface WhisperManifest extends ManifestCommon {
  readonly kind: 'whisper';
  /** Log-mel frames that the encoder is given: those of the sound and silence behind them. */
  readonly window: {
    readonly minFrames: number;
    readonly maxFrames: number;
    readonly paddingFrames: number;
  };
  readonly decoder: {
    readonly layers: number;
    readonly heads: number;
    readonly headSize: number;
    /** Heads whose attention follows the words in time. */
    readonly alignmentHeads: number;
    /** What the decoder is given before it writes, for English. */
    readonly prompt: readonly number[];
    readonly endId: number;
    readonly maxTokens: number;
    /** Upper bound of tokens written for a second of audio: a guard against loops. */
    readonly maxTokensPerSecond: number;
    /** Never chosen. */
    readonly suppressed: readonly number[];
    /** Not chosen as the first token. */
    readonly suppressedFirst: readonly number[];
  };
}

/** Silero VAD: from windows of samples and an LSTM's state to the probability of a voice in each window. */
export interface SileroManifest extends ManifestCommon {
  readonly kind: 'silero-vad';
  readonly sampleRateHz: number;
  readonly windowSamples: number;
  /** Samples before a window that it looks back at. */
  readonly contextSamples: number;
  readonly stateSize: number;
}

export type ModelManifest = CtcManifest | MoonshineManifest | WhisperManifest | SileroManifest;
