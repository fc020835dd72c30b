import type { ModelFile, ModelManifest, Provider } from '../contract/model-manifest';
import type { ModelBytes } from './byte-cache';

/** A model whose wanted files are in memory and match their manifest. */
export interface LoadedModel {
  readonly manifest: ModelManifest;
  /**
   * Bytes of the file with this role; a file made for the given provider goes before one that serves all.
   * Throws if no such file was loaded.
   */
  bytes(role: ModelFile['role'], provider?: Provider): Uint8Array;
}

/** @param contents bytes of each loaded file, by its path in the manifest. */
export function createLoadedModel(
  manifest: ModelManifest,
  contents: ReadonlyMap<string, ModelBytes>,
): LoadedModel {
  return {
    manifest,
    bytes(role, provider) {
      const candidates = manifest.files.filter((file) => file.role === role && contents.has(file.path));
      const file =
        candidates.find((candidate) => candidate.provider === provider) ??
        candidates.find((candidate) => candidate.provider === undefined);
      const found = file && contents.get(file.path);
      if (found === undefined) {
        throw new RangeError(
          `Model ${manifest.id} was loaded without a '${role}' file for ${provider ?? 'all providers'}.`,
        );
      }
      return found;
    },
  };
}
