import type { FolderFile } from '../contract/own-model';
import type { ModelManifest } from '../contract/model-manifest';
import { fail } from './model-store-failure';

const MANIFEST_NAME = 'manifest.json';

/**
 * Finds in a folder that a person gave the manifest, and the files that it names.
 * @param parse reads and checks the manifest's text.
 * Throws 'model-refused' where one of them is missing, and what `parse` throws.
 */
export async function readModelFolder(
  files: readonly FolderFile[],
  parse: (text: string) => ModelManifest,
): Promise<{ manifest: ModelManifest; contents: ReadonlyMap<string, Blob> }> {
  const byPath = new Map(files.map(({ path, content }) => [path, content]));
  const [manifestPath] = [...byPath.keys()]
    .filter((path) => path === MANIFEST_NAME || path.endsWith(`/${MANIFEST_NAME}`))
    .sort((a, b) => a.length - b.length);
  const manifestFile = manifestPath === undefined ? undefined : byPath.get(manifestPath);
  if (manifestPath === undefined || manifestFile === undefined)
    throw fail('model-refused', `The folder has no ${MANIFEST_NAME}.`);
  const manifest = parse(await manifestFile.text());
  const root = manifestPath.slice(0, -MANIFEST_NAME.length);
  const contents = new Map<string, Blob>();
  for (const { path } of manifest.files) {
    const content = byPath.get(root + path);
    if (content === undefined)
      throw fail('model-refused', `The folder lacks ${path}, which its manifest names.`);
    contents.set(path, content);
  }
  return { manifest, contents };
}
