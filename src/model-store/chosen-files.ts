import type { ModelFile } from '../contract/model-manifest';
import type { FileChoice } from '../contract/model-library-api';

/** The files that a device needs to use a model so, without those of other choices. */
export function chosenFiles(files: readonly ModelFile[], { provider, precision }: FileChoice): ModelFile[] {
  return files.filter(
    (file) => (file.provider ?? provider) === provider && (file.precision ?? precision) === precision,
  );
}

export function bytesOf(files: readonly Pick<ModelFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
