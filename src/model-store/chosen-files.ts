import type { ModelFile, Provider } from '../contract/model-manifest';
import type { FileChoice } from '../contract/model-library-api';

/** Whether a file is of use on a provider: made for it, or for all. */
export function serves(file: ModelFile, provider: Provider): boolean {
  return (file.provider ?? provider) === provider;
}

/** The files that a device needs to use a model so, without those of other choices. */
export function chosenFiles(files: readonly ModelFile[], { provider, precision }: FileChoice): ModelFile[] {
  return files.filter((file) => serves(file, provider) && (file.precision ?? precision) === precision);
}

export function bytesOf(files: readonly Pick<ModelFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
