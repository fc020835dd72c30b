import type { SourceKind } from './audio-source';

/** A word with its place in the audio. Times count from the start of the stream or file. */
export interface Word {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Probability from 0 to 1 that the engine gave this word. */
  readonly confidence: number;
  /** What else the models thought of in its place, the likelier first, without the marks around it; absent where nothing. */
  readonly alternatives?: readonly string[];
}

/** What an engine wrote. */
export interface HeardText {
  readonly text: string;
  readonly words: readonly Word[];
}

/** Final text of one utterance. Never changes by itself once sent; a person may correct it. */
export interface Segment {
  readonly id: number;
  readonly text: string;
  readonly words: readonly Word[];
  readonly startMs: number;
  readonly endMs: number;
  /** Id of the model that wrote the text. */
  readonly engine: string;
  /** BCP 47, of the text; absent where it is English as always. */
  readonly language?: string;
  /** BCP 47, of what was said, where the text is a translation of it. */
  readonly translatedFrom?: string;
  /** Where it was heard; absent where there is only one source. */
  readonly source?: SourceKind;
  /** What the engine had written, where a person has changed it since. */
  readonly heard?: HeardText;
}

/** Text of the utterance that is still being spoken, or still waiting for its second look. */
export interface Partial {
  readonly id: number;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** The utterance has ended and the second look is at work on it. */
  readonly awaitingFinal: boolean;
  /** Where it was heard; absent where there is only one source. */
  readonly source?: SourceKind;
}
