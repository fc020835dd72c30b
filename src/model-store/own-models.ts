import type { CatalogueModel } from '../contract/model-catalogue';
import type { ModelManifest } from '../contract/model-manifest';
import type { ModelSource, OfferedModel } from '../contract/own-model';
import type { ByteCache } from './byte-cache';
import type { Fetch } from './download';
import { JsonShape } from './json-shape';
import type { KeptFiles } from './kept-files';
import { isModelId, parseManifest } from './manifest';
import { readModelAddress } from './model-address';
import { readModelFolder } from './model-folder';
import { fail } from './model-store-failure';
import { runningHash } from './sha256';
import type { KeptVersion, Versions } from './versions';

const STUDENT_KIND = 'ctc-log-mel';
const PREFIX = 'own:';

/** What the site has a model of the same name for. */
type SiteModel = Pick<CatalogueModel, 'id' | 'origin'>;

export interface OwnModelsDeps {
  readonly cache: ByteCache;
  readonly kept: KeptFiles;
  readonly versions: Versions;
  readonly fetch: Fetch;
  /** Absolute address of the site's own models. */
  readonly modelsUrl: string;
  /** Beside the site's own, those that a model may come from. */
  readonly origins: readonly string[];
}

/** Models that a person gave to this browser, beside those of the site. */
export class OwnModels {
  constructor(private readonly deps: OwnModelsDeps) {}

  async ids(): Promise<readonly string[]> {
    try {
      const keys = await this.deps.cache.keys();
      return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  }

  /** Undefined where nobody gave a model of this id, or what was kept of it is damaged. */
  async read(id: string): Promise<KeptVersion | undefined> {
    try {
      const entry = JsonShape.of(await this.deps.cache.get(entryKey(id)), `kept entry of ${id}`);
      const folderUrl = entry.optionalString('folderUrl');
      const manifest = parseManifest(entry.value('manifest'), id);
      return folderUrl === undefined ? { manifest } : { manifest, folderUrl };
    } catch {
      // As good as none: an unreadable IndexedDB, no entry, or one of an older version of the app.
      return undefined;
    }
  }

  /**
   * Fetches the manifest at an address, and keeps nothing.
   * @param site models that the site knows: ids of those that it ships are taken.
   * Throws 'model-refused' with a sentence that says what is wrong, 'model-elsewhere', 'model-mismatch' or
   * 'model-unreachable'.
   */
  async look(address: string, site: readonly SiteModel[]): Promise<OfferedModel> {
    const { folderUrl, sha256: wanted } = readModelAddress(address, this.deps.modelsUrl, this.deps.origins);
    const bytes = await this.#fetchBytes(new URL('manifest.json', folderUrl).href);
    const sha256 = await sha256Of(bytes);
    if (wanted !== undefined && wanted !== sha256) throw mismatch(sha256, wanted);
    const manifest = parseOwn(new TextDecoder().decode(bytes), site);
    return { manifest, folderUrl, sha256, named: wanted !== undefined };
  }

  /**
   * Checks a folder whole, and keeps it. Of an address only the manifest is fetched: its files come, and are
   * checked, when the model is loaded.
   * Throws as look(), and 'storage-full'.
   */
  async add(source: ModelSource, site: readonly SiteModel[]): Promise<ModelManifest> {
    if (source.kind === 'address') {
      const { manifest, folderUrl, sha256 } = await this.look(source.address, site);
      if (sha256 !== source.sha256) throw mismatch(sha256, source.sha256);
      await this.#keep({ manifest, folderUrl });
      return manifest;
    }
    const { manifest, contents } = await readModelFolder(source.files, (text) => parseOwn(text, site));
    await this.deps.kept.putAll(manifest, contents);
    await this.#keep({ manifest });
    await this.deps.versions.settle({ manifest }, true);
    return manifest;
  }

  /** Forgets a model and its files. Safe to call twice. */
  async remove(id: string): Promise<void> {
    await this.deps.cache.delete([entryKey(id)]).catch(() => undefined);
    await this.deps.versions.remove(id);
  }

  async #keep(entry: KeptVersion): Promise<void> {
    try {
      await this.deps.cache.set(entryKey(entry.manifest.id), entry);
    } catch {
      await this.deps.kept.removeAll(entry.manifest.id);
      throw fail('storage-full', `There is no room on this device for ${entry.manifest.name}.`);
    }
  }

  async #fetchBytes(address: string): Promise<Uint8Array> {
    let response: Response;
    try {
      response = await this.deps.fetch(address, { cache: 'no-cache' });
    } catch {
      throw fail(
        'model-unreachable',
        `There was no answer from ${address}, or its server does not let this site read it.`,
      );
    }
    if (!response.ok)
      throw fail('model-unreachable', `The server answered ${String(response.status)} for ${address}.`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

function entryKey(id: string): string {
  return `${PREFIX}${id}`;
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = await runningHash();
  hash.update(bytes);
  return hash.hex();
}

function mismatch(actual: string, wanted: string): Error {
  return fail('model-mismatch', `The SHA-256 of the model's manifest is ${actual}, not ${wanted}.`);
}

function parseOwn(text: string, site: readonly SiteModel[]): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fail('model-refused', "The model's manifest.json is not JSON.");
  }
  const id = JsonShape.of(json, 'manifest.json').string('id');
  if (!isModelId(id)) throw fail('model-refused', `'${id}' in manifest.json is not a model id.`);
  const listed = site.find((model) => model.id === id);
  if (listed?.origin === 'app')
    throw fail('model-refused', `The site has a model '${id}' of its own. Give this one another id.`);
  const manifest = parseManifest(json, id);
  // One that the site only describes may come from anywhere; of others the app knows no use but as a student.
  if (listed === undefined && manifest.kind !== STUDENT_KIND)
    throw fail('model-refused', `${manifest.name} is of the kind ${manifest.kind}, not a student.`);
  return manifest;
}
