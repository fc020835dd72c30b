import type { ModelFile, ModelManifest, Precision, Provider } from '../contract/model-manifest';

/** Of files that serve one provider or are of one variant only, which ones are wanted. */
export interface FileChoice {
  readonly provider: Provider;
  readonly precision: Precision;
}

/** The files that a device needs to use a model so, without those of other choices. */
export function chosenFiles(manifest: ModelManifest, { provider, precision }: FileChoice): ModelFile[] {
  return manifest.files.filter(
    (file) => (file.provider ?? provider) === provider && (file.precision ?? precision) === precision,
  );
}

export function bytesOf(files: readonly Pick<ModelFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
