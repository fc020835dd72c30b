import type { ModelManifest, Precision } from '../contract/model-manifest';
import type { RecognizerListener, RecognizerOptions } from '../contract/recognizer-api';
import type { ModelStore } from '../model-store/model-store';
import { AdaptiveStudent, type Adaptation, type OpenedStudent } from './adaptive-student';
import type { RecognizerParts } from './recognizer-parts';
import { StudentVariants } from './student-variants';

export interface StudentSource {
  readonly store: Pick<ModelStore, 'load'>;
  readonly manifest: ModelManifest;
  readonly options: RecognizerOptions;
}

/**
 * Opens the variant that is right while the SNR is unknown; it may give way to another of the same provider.
 *
 * @throws RecognizerFailure, ModelStoreFailure
 */
export async function openAdaptive(
  parts: RecognizerParts,
  { store, manifest, options }: StudentSource,
  onProgress: (receivedBytes: number, totalBytes: number) => void,
  emit: RecognizerListener,
): Promise<AdaptiveStudent> {
  const variants = new StudentVariants(manifest, options.precision ?? 'auto', parts.isFrugal());
  let features: ReadonlySet<string> = new Set();
  let precision: Precision | undefined;
  const opened = await parts.openStudent(options.provider, (provider, available) => {
    features = available;
    precision = variants.choose({ provider, features, snrDb: undefined });
    return store.load(manifest, (file) => StudentVariants.has(file, provider, precision), onProgress);
  });
  const { provider } = opened.report;
  const adaptation: Adaptation = {
    choose: (snrDb, current) => variants.choose({ provider, features, snrDb, ...(current && { current }) }),
    open: async (wanted, signal) => {
      const next = await parts.openStudent(provider, () =>
        store.load(
          manifest,
          (file) => StudentVariants.has(file, provider, wanted),
          () => undefined,
          signal,
        ),
      );
      return withPrecision(next, wanted);
    },
  };
  return new AdaptiveStudent(withPrecision(opened, precision), adaptation, emit);
}

function withPrecision({ model, report }: OpenedStudent, precision: Precision | undefined): OpenedStudent {
  return { model, report: precision === undefined ? report : { ...report, precision } };
}
