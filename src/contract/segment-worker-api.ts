import type { Outcome } from './errors';
import type { ModelIndex } from './model-catalogue';
import type { ModelManifest } from './model-manifest';
import type { PersonalWord } from './personal-words';
import type { RecognizerOptions } from './recognizer-api';
import type { Segment } from './transcript';

/** A worker of this name runs the recognizer's program, on one thread, and writes segments of files for a recognizer. */
export const SEGMENT_WORKER_NAME = 'tabscribe-segments';

/** A stretch of a file's sound that is to be written. */
export interface CutUtterance {
  /** Of its segment. */
  readonly id: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly audio: {
    readonly frames: number;
    /** [frames, melBins], log10 of mel power. */
    readonly data: Float32Array;
    /** Mono, 16 kHz. */
    readonly samples: Float32Array;
  };
}

/** Index and manifests that a recognizer has loaded its models by. */
export interface NotedModels {
  readonly index: ModelIndex;
  readonly manifests: readonly ModelManifest[];
}

/** All that the words of a segment depend on, besides its sound. */
export interface SegmentWorkerSetUp {
  readonly options: RecognizerOptions;
  readonly models: NotedModels;
  readonly personalWords: readonly PersonalWord[];
  /** What the recognizer has of what helps the student; a worker that has something else is of no use. */
  readonly companions: { readonly words: boolean; readonly voice: boolean };
}

/** The interface of a worker that writes segments, as the recognizer sees it through Comlink. */
export interface SegmentWorkerApi {
  /** Loads the models from the device. Resolves once all of them are ready. To be called once. */
  prepare(setUp: SegmentWorkerSetUp): Promise<Outcome<null>>;
  /**
   * The segments of these utterances, null where there are no words in one.
   *
   * @param secondLook whether the second look writes them, where the student hears words.
   */
  write(
    utterances: readonly CutUtterance[],
    secondLook: boolean,
  ): Promise<Outcome<readonly (Segment | null)[]>>;
}
