import type { ModelIndex, ModelManifest } from '../contract/model-manifest';

export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  /** Most that is fetched: of files that serve one provider only, the largest counts. */
  readonly bytes: number;
}

/** What the app would fetch, told before it does. */
export interface ModelCatalogue {
  readonly student: ModelEntry;
  readonly secondLook: ModelEntry;
}

const KEY = 'tabscribe.catalogue';

/**
 * Reads names and sizes of the default models. Without a connection it gives what the last visit read; null
 * where there is none.
 */
export async function fetchCatalogue(modelsUrl: string, storage: Storage): Promise<ModelCatalogue | null> {
  try {
    const index = (await fetchJson(new URL('index.json', modelsUrl))) as ModelIndex;
    const [student, secondLook] = await Promise.all([
      fetchEntry(modelsUrl, index.student),
      fetchEntry(modelsUrl, index.secondLook),
    ]);
    const catalogue = { student, secondLook };
    storage.setItem(KEY, JSON.stringify(catalogue));
    return catalogue;
  } catch {
    // Written by the lines above, and by nothing else.
    return JSON.parse(storage.getItem(KEY) ?? 'null') as ModelCatalogue | null;
  }
}

/** Bytes of a model's files as one provider fetches them; golden vectors and tokens count too. */
export function bytesToFetch(manifest: ModelManifest): number {
  const byProvider = new Map<string, number>();
  let shared = 0;
  for (const file of manifest.files) {
    if (file.provider === undefined) shared += file.bytes;
    else byProvider.set(file.provider, (byProvider.get(file.provider) ?? 0) + file.bytes);
  }
  return shared + Math.max(0, ...byProvider.values());
}

async function fetchEntry(modelsUrl: string, id: string): Promise<ModelEntry> {
  const manifest = (await fetchJson(new URL(`${id}/manifest.json`, modelsUrl))) as ModelManifest;
  return { id, name: manifest.name, bytes: bytesToFetch(manifest) };
}

async function fetchJson(url: URL): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${String(response.status)} for ${url.pathname}`);
  return response.json();
}
