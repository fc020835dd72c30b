/** Execution providers of ONNX Runtime Web that the app uses. */
export type Provider = 'webgpu' | 'wasm';

export interface ModelFile {
  /** What the file is for; an engine asks for its files by role. */
  readonly role: 'ctc' | 'encoder' | 'decoder' | 'tokens' | 'golden' | 'words';
  /** Present where the file serves one provider only. */
  readonly provider?: Provider;
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

interface ManifestCommon {
  readonly schema: 1;
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly licence: string;
  readonly languages: readonly string[];
  readonly files: readonly ModelFile[];
}

/**
 * A CTC model over log-mel frames: `log_mel [1, frames, melBins] -> logits [1, frames / subsampling, vocabulary]`,
 * and `phonemes [1, frames / frameMultiple, phonemes]` where the manifest names their number. Its file of the role
 * 'words' is what is looked for in those.
 */
export interface CtcManifest extends ManifestCommon {
  readonly kind: 'ctc-log-mel';
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
  /** Classes of the second output, the blank 0 included. */
  readonly phonemes?: number;
  readonly vocabulary: { readonly size: number; readonly blankId: number };
}

/** Moonshine: encoder over samples, autoregressive decoder with cached keys and values. */
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

export type ModelManifest = CtcManifest | MoonshineManifest;

/** `public/models/index.json`: which models the app ships and which it takes by default. */
export interface ModelIndex {
  readonly schema: 1;
  readonly models: readonly string[];
  readonly student: string;
  readonly secondLook: string;
}
