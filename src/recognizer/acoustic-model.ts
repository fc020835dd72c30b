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
  /** What was heard before it was spelled, from models that tell. */
  readonly phonemes?: PhonemeScores;
}

/** The student's shape: a CTC model that scores tokens frame by frame. */
export interface AcousticModel {
  readonly id: string;
  /** Milliseconds of audio under one frame of logits. */
  readonly frameMs: number;
  /** Longest span, in log-mel frames, that one call takes. */
  readonly maxFrames: number;
  /** Token pieces by id; "▁" begins a word. */
  readonly pieces: readonly string[];
  readonly blankId: number;
  /** Calls are queued: they never overlap. Throws if the runtime fails. */
  logits(span: LogMelSpan): Promise<Logits>;
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
}

/** What an engine heard in one utterance. */
export interface Hypothesis {
  readonly text: string;
  readonly words: readonly HypothesisWord[];
}

/** An engine that writes the text of a whole utterance: the second look. */
export interface UtteranceEngine {
  readonly id: string;
  /** Longest utterance it takes, in seconds. */
  readonly maxSeconds: number;
  /** Throws if the runtime fails. */
  transcribe(utterance: Utterance): Promise<Hypothesis>;
  /** Safe to call twice. */
  dispose(): Promise<void>;
}
