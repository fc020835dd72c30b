import type { PhonemeScores } from '../decoder/word-search';

/** A run of log-mel frames, not normalised: each engine applies its own normalisation. */
export interface LogMelSpan {
  readonly frames: number;
  /** [frames, melBins], log10 of mel power. */
  readonly data: Float32Array;
}

/** Scores before the softmax. */
export interface Logits {
  readonly frames: number;
  readonly vocabulary: number;
  /** [frames, vocabulary] */
  readonly data: Float32Array;
}

/** What the student hears, before it spells it. */
export interface Sounds {
  readonly phonemes: PhonemeScores;
  /** [phonemes.frames, values of a frame]: what the speller reads beside the phonemes. */
  readonly features: Float32Array;
}

/** One stream in the ears of a student that remembers what it heard. */
export interface HearingStream {
  /**
   * Hears the frames that follow those heard for good. Calls must not overlap; one that fails leaves all as it was.
   *
   * @param keptFrames so many of the span's log-mel frames are heard for good: a multiple of a row of phonemes, or
   *   all. The rest is looked ahead at, and comes again in the next call.
   * @returns the sounds of the whole span, of which the first `finalFrames` rows are for good.
   * @throws what the runtime throws.
   */
  hear(
    span: LogMelSpan,
    keptFrames: number,
  ): Promise<{ readonly sounds: Sounds; readonly finalFrames: number }>;
}

/** The student's shape: a CTC model that hears sounds frame by frame and spells them as tokens. */
export interface AcousticModel {
  readonly id: string;
  /** Milliseconds of audio under one frame of logits. */
  readonly frameMs: number;
  /** Longest span, in log-mel frames, that one call takes. */
  readonly maxFrames: number;
  /** Token pieces by id; "▁" begins a word. */
  readonly pieces: readonly string[];
  readonly blankId: number;
  /** What a call on a stream takes best, in log-mel frames: new ones, and those behind them to look ahead at. */
  readonly hop: { readonly chunkFrames: number; readonly lookAheadFrames: number };
  /** Hears a whole utterance, each frame in the light of all. Throws if the runtime fails. */
  hear(span: LogMelSpan): Promise<Sounds>;
  /** Begins a stream that remembers nothing yet. */
  openStream(): HearingStream;
  /** Scores of tokens for what was heard. Throws if the runtime fails. */
  spell(sounds: Sounds): Promise<Logits>;
  /** Safe to call twice. */
  dispose(): Promise<void>;
}

/** The audio of one utterance, in both forms that engines take. */
export interface Utterance extends LogMelSpan {
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
}

export interface HypothesisWord {
  readonly word: string;
  /** Probability from 0 to 1. */
  readonly confidence: number;
  /** Where it was heard, from the utterance's start; absent where the engine does not tell. */
  readonly span?: { readonly startMs: number; readonly endMs: number };
  /** As a Word's. */
  readonly alternatives?: readonly string[];
}

/** What an engine heard in one utterance. */
export interface Hypothesis {
  readonly text: string;
  readonly words: readonly HypothesisWord[];
  /** BCP 47, of the text; absent for English from an engine that knows nothing else. */
  readonly language?: string;
  /** BCP 47, of what was said, where the text is a translation of it. */
  readonly translatedFrom?: string;
}

/** Writes several utterances at once, each as if it were alone. */
export interface UtteranceBatches {
  /** So many, at most, are best given at once; may change after every call. */
  readonly size: number;
  /** Their texts, in their order. As transcribe(). */
  transcribeAll(utterances: readonly Utterance[], signal?: AbortSignal): Promise<Hypothesis[]>;
}

/** An engine that writes the text of a whole utterance: the second look. */
export interface UtteranceEngine {
  readonly id: string;
  /** Longest utterance it takes, in seconds. */
  readonly maxSeconds: number;
  /**
   * Throws if the runtime fails.
   *
   * @param signal nobody waits for the text any more: rejects as soon as it may.
   */
  transcribe(utterance: Utterance, signal?: AbortSignal): Promise<Hypothesis>;
  /** Present where it is quicker with several utterances of a file at once. */
  readonly batches?: UtteranceBatches;
  /** Safe to call twice. */
  dispose(): Promise<void>;
}

/** One stretch of sound in the ears of a model that tells voices from other sounds. */
export interface VoiceStream {
  /**
   * Probabilities, from 0 to 1, of a voice in each window that these samples make whole. Calls must not overlap.
   *
   * @param samples mono, 16 kHz, those that follow the ones before.
   * @throws what the runtime throws.
   */
  hear(samples: Float32Array): Promise<Float32Array>;
}

/** Tells voices from other sounds. */
export interface VoiceModel {
  readonly windowSamples: number;
  openStream(): VoiceStream;
  /** Safe to call twice. */
  dispose(): Promise<void>;
}
