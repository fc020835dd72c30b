import type { CatalogueModel, ModelIndex, ModelRole } from '../contract/model-catalogue';
import type { FileChoice, Shelf, ShelfEntry } from '../contract/model-library-api';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import { bytesOf, chosenFiles } from './chosen-files';
import { fileKeysOfModel, keptBytesOf, markKey, partBytesOf } from './file-parts';
import { parseManifest } from './manifest';
import { ModelStoreFailure } from './model-store-failure';
import type { StoreParts } from './store-parts';
import { isSame, type KeptVersion } from './versions';

/** What the server says of a model. */
type Offer =
  | { readonly kind: 'server'; readonly manifest: ModelManifest }
  | { readonly kind: 'missing' | 'unknown' | 'given' };

/** All models that are known, and what is here of each. */
export async function readShelf(parts: StoreParts, index: ModelIndex, choice: FileChoice): Promise<Shelf> {
  const keys = await parts.cache.keys().catch(() => null);
  const listed = new Map(index.models.map((model) => [model.id, model]));
  const ids = new Set([...listed.keys(), ...(await parts.own.ids())]);
  const entries = await Promise.all(
    [...ids].map((id) => readEntry(parts, id, listed.get(id), choice, keys ?? [])),
  );
  return { entries: entries.filter((entry) => entry !== null), keeps: keys !== null };
}

async function readEntry(
  parts: StoreParts,
  id: string,
  listed: CatalogueModel | undefined,
  choice: FileChoice,
  keys: readonly string[],
): Promise<ShelfEntry | null> {
  const { own, uses, versions } = parts;
  await versions.tidy(id);
  const [given, current, pending] = await Promise.all([
    own.read(id),
    versions.current(id),
    versions.pending(id),
  ]);
  const offer = await askServer(parts, id, given);
  const whole = current !== undefined && (await versions.isWhole(current.manifest));
  const offered = offer.kind === 'server' ? offer.manifest : undefined;
  const newer = whole && offered !== undefined && !isSame(offered, current.manifest) ? offered : undefined;
  const next =
    newer ?? (whole ? current.manifest : undefined) ?? offered ?? (pending ?? current ?? given)?.manifest;
  const model = listed ?? (next === undefined ? undefined : described(next, choice));
  if (model === undefined) return null;
  const wanted = next === undefined ? [] : chosenFiles(next.files, choice);
  const known = [current, pending].flatMap((version) => version?.manifest.files ?? []);
  const keySet = new Set(keys);
  return {
    model,
    source: offer.kind,
    ...(whole && { version: current.manifest.version }),
    ...(newer !== undefined && { newVersion: newer.version }),
    totalBytes: next === undefined ? model.bytes : bytesOf(wanted),
    keptBytes: wanted.reduce((sum, file) => sum + keptBytesOf(id, file, keySet), 0),
    usedBytes: usedBytesOf(id, known, keys),
    inUse: await uses.inUse(id),
  };
}

/** A model that a person gave stays the one that was agreed to: nobody is asked for another. */
async function askServer(parts: StoreParts, id: string, given: KeptVersion | undefined): Promise<Offer> {
  if (given !== undefined)
    return given.folderUrl === undefined ? { kind: 'given' } : { kind: 'server', manifest: given.manifest };
  try {
    const address = parts.address(`${id}/manifest.json`);
    const manifest = await parts.documents.latest(address, (json) => parseManifest(json, id));
    return { kind: 'server', manifest };
  } catch (error) {
    // A page in place of a manifest is what some servers send for what they do not have.
    const gone = error instanceof ModelStoreFailure && error.failure.code !== 'model-unreachable';
    return { kind: gone ? 'missing' : 'unknown' };
  }
}

/** What can be told of a student that a person gave. */
function described(
  { id, name, licence, languages, files }: ModelManifest,
  choice: FileChoice,
): CatalogueModel {
  const bytes = bytesOf(chosenFiles(files, choice));
  const roles: readonly ModelRole[] = ['captions'];
  return { id, name, roles, bytes, languages, licence, wer: [], needs: {}, origin: 'own' };
}

/** By the keys; a file that is one entry, as before there were parts, has its size from its manifest. */
function usedBytesOf(id: string, known: readonly ModelFile[], keys: readonly string[]): number {
  const parts = fileKeysOfModel(id, keys).reduce((sum, key) => sum + partBytesOf(key), 0);
  const inParts = new Set(keys.map((key) => key.replace(/^part:/u, 'file:').replace(/@[^@]*$/u, '')));
  const byMark = new Map(known.map((file) => [markKey(id, file), file.bytes]));
  const entire = [...byMark]
    .filter(([mark]) => keys.includes(mark) && !inParts.has(mark))
    .reduce((sum, [, bytes]) => sum + bytes, 0);
  return parts + entire;
}
