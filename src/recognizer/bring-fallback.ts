import type { ModelFile } from '../contract/model-manifest';
import type { ModelStore } from '../model-store/model-store';
import type { StudentSource } from './open-adaptive';
import type { RecognizerParts } from './recognizer-parts';
import { StudentVariants } from './student-variants';

/**
 * Has the device keep what the student needs on WASM: where the graphics device is lost in the middle of speech, captions go
 * on there at once, and without a connection too. Not where a person saves data. Never rejects.
 */
export async function bringFallback(
  parts: Pick<RecognizerParts, 'isFrugal'>,
  { store, manifest, options }: Omit<StudentSource, 'store'> & { readonly store: Pick<ModelStore, 'keep'> },
  signal: AbortSignal,
): Promise<void> {
  if (parts.isFrugal()) return;
  const variants = new StudentVariants(manifest, options.precision ?? 'auto', false);
  const precision = variants.choose({ provider: 'wasm', features: new Set(), snrDb: undefined });
  const wanted = (file: ModelFile): boolean => StudentVariants.has(file, 'wasm', precision);
  try {
    await store.keep(manifest, wanted, signal);
  } catch {
    // It is fetched when it is needed, or at the next visit.
  }
}
