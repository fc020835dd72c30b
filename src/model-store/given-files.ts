import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ByteCache } from './byte-cache';
import { damaged, wrongHash } from './file-failures';
import { FileReceiver } from './file-receiver';
import { fail, ModelStoreFailure } from './model-store-failure';

/** Where files are kept, and in parts of how many bytes. */
export interface GivenFilesOptions {
  readonly cache: ByteCache;
  readonly partBytes?: number | undefined;
}

/**
 * Keeps the files of a model that a person gave, each checked as it is read.
 * @param contents by path; one for each file of the manifest.
 * Throws 'model-refused' or 'storage-full'; what was kept until then is left to the caller.
 */
export async function keepGivenFiles(
  manifest: ModelManifest,
  contents: ReadonlyMap<string, Blob>,
  options: GivenFilesOptions,
): Promise<void> {
  try {
    for (const file of manifest.files) {
      await keep(manifest.id, file, contents.get(file.path) ?? new Blob(), options);
    }
  } catch (error) {
    if (error instanceof ModelStoreFailure) throw error;
    throw fail('storage-full', `There is no room on this device for ${manifest.name}.`);
  }
}

async function keep(
  modelId: string,
  file: ModelFile,
  content: Blob,
  { cache, partBytes }: GivenFilesOptions,
): Promise<void> {
  if (content.size !== file.bytes) {
    throw damaged(file, `it has ${String(content.size)} bytes instead of ${String(file.bytes)}`);
  }
  const receiver = await FileReceiver.open({ cache, modelId, file, partBytes });
  await receiver.restart();
  const reader = content.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    await receiver.take(read.value);
  }
  const sha256 = await receiver.finish();
  if (sha256 !== file.sha256) throw damaged(file, wrongHash(sha256, file.sha256));
}
