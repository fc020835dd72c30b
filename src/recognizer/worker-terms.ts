import type { RecognizerOptions } from '../contract/recognizer-api';
import type { SegmentWorkerSetUp } from '../contract/segment-worker-api';
import type { EngineSet } from './engine-set';
import type { NotingStore } from './noted-models';
import type { WorkerTerms } from './worker-pool';

export interface TermsSource {
  readonly options: RecognizerOptions;
  readonly store: NotingStore;
  /** False once the device has kept no copy of a model: each worker would fetch it anew. */
  readonly isKept: () => boolean;
}

/** What workers have to be like so that they write the very words that these engines would. */
export function workerTerms(engines: EngineSet, { options, store, isKept }: TermsSource): WorkerTerms {
  const secondLook = (): boolean => engines.secondLook() !== undefined;
  const setUp = (): SegmentWorkerSetUp | undefined => {
    const models = store.noted;
    if (models === undefined || !isKept() || !isShareable(engines, options)) return undefined;
    const { precision = options.precision } = engines.report;
    return {
      options: {
        ...options,
        provider: 'wasm',
        secondLook: secondLook(),
        ...(precision !== undefined && { precision }),
      },
      models,
      personalWords: engines.personalWords,
      companions: { words: engines.words() !== undefined, voice: engines.voice() !== undefined },
    };
  };
  return { setUp, secondLook };
}

function isShareable({ report, soleWriter, loading }: EngineSet, { spoken }: RecognizerOptions): boolean {
  // Other arithmetic hears a few other words; and a graphics device is shared, not multiplied.
  if (report.provider !== 'wasm' || loading) return false;
  if (spoken === undefined) return true;
  // Where the language is told from the sound, what was heard before decides in doubt.
  return soleWriter !== undefined && spoken.language !== 'auto';
}
