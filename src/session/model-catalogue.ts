import type { CatalogueModel, ModelIndex } from '../contract/model-catalogue';
import type { ModelManifest, Precision } from '../contract/model-manifest';

export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  /** Most that is fetched: of files that serve one provider or are of one variant only, the largest count. */
  readonly bytes: number;
  /** What the person may choose among; none where there is no choice. */
  readonly precisions: readonly Precision[];
}

/** What the app would fetch, told before it does. */
export interface ModelCatalogue {
  readonly student: ModelEntry;
  readonly secondLook: ModelEntry;
  /** Models that can take the second look. */
  readonly writers: readonly WriterEntry[];
}

/** A model that can write final texts. */
export interface WriterEntry extends Pick<CatalogueModel, 'id' | 'name' | 'bytes' | 'languages'> {
  /** Not every server has it. */
  readonly optional: boolean;
}

/** The number rises with ModelCatalogue: what an older version kept has not all of it. */
const KEY = 'tabscribe.catalogue.3';

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
    const writers = index.models.filter(({ roles }) => roles.includes('second-look')).map(writerOf);
    const catalogue = { student, secondLook, writers };
    storage.setItem(KEY, JSON.stringify(catalogue));
    return catalogue;
  } catch {
    // Written by the lines above, and by nothing else.
    return JSON.parse(storage.getItem(KEY) ?? 'null') as ModelCatalogue | null;
  }
}

/** Bytes of a model's files as one provider fetches one variant; golden vectors and tokens count too. */
export function bytesToFetch({ files }: ModelManifest): number {
  const providers = files.map((file) => file.provider);
  const precisions = files.map((file) => file.precision);
  const fetched = providers.flatMap((provider) =>
    precisions.map((precision) =>
      files
        .filter(
          (file) => (file.provider ?? provider) === provider && (file.precision ?? precision) === precision,
        )
        .reduce((sum, file) => sum + file.bytes, 0),
    ),
  );
  return Math.max(0, ...fetched);
}

/** What the page tells of a model. */
export function entryOf(manifest: ModelManifest): ModelEntry {
  const { id, name } = manifest;
  return { id, name, bytes: bytesToFetch(manifest), precisions: precisionsOf(manifest) };
}

/** Those that this server or this device has; all where the server cannot be asked. */
export async function writersHere(
  modelsUrl: string,
  writers: readonly WriterEntry[],
  isInstalled: (id: string) => boolean,
): Promise<readonly WriterEntry[]> {
  const here = await Promise.all(
    writers.map(async ({ id, optional }) => !optional || isInstalled(id) || (await isServed(modelsUrl, id))),
  );
  return writers.filter((_, at) => here[at]);
}

async function isServed(modelsUrl: string, id: string): Promise<boolean> {
  try {
    const response = await fetch(new URL(`${id}/manifest.json`, modelsUrl), { method: 'HEAD' });
    return response.ok;
  } catch {
    return true;
  }
}

function writerOf({ id, name, bytes, languages, origin }: CatalogueModel): WriterEntry {
  return { id, name, bytes, languages, optional: origin !== 'app' };
}

function precisionsOf(manifest: ModelManifest): Precision[] {
  const variants = manifest.kind === 'ctc-log-mel' ? (manifest.variants ?? []) : [];
  return [...new Set(variants.map(({ precision }) => precision))];
}

async function fetchEntry(modelsUrl: string, id: string): Promise<ModelEntry> {
  const manifest = (await fetchJson(new URL(`${id}/manifest.json`, modelsUrl))) as ModelManifest;
  return { ...entryOf(manifest), id };
}

async function fetchJson(url: URL): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${String(response.status)} for ${url.pathname}`);
  return response.json();
}
