import type { CatalogueModel } from '../contract/model-catalogue';
import type { FolderFile, ModelSource } from '../contract/own-model';
import type { ModelManifest } from '../contract/model-manifest';
import type { ByteCache } from './byte-cache';
import type { Fetch } from './download';
import { JsonShape } from './json-shape';
import { isModelId, parseManifest } from './manifest';
import type { ModelFiles } from './model-files';
import { fail } from './model-store-failure';
import type { KeptVersion, Versions } from './versions';

const MANIFEST_NAME = 'manifest.json';
const STUDENT_KIND = 'ctc-log-mel';
const PREFIX = 'own:';

/** What the site has a model of the same name for. */
type SiteModel = Pick<CatalogueModel, 'id' | 'origin'>;

export interface OwnModelsDeps {
  readonly cache: ByteCache;
  readonly files: ModelFiles;
  readonly versions: Versions;
  readonly fetch: Fetch;
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
   * Checks a folder whole, and keeps it. Of an address only the manifest is fetched: its files come, and are
   * checked, when the model is loaded.
   * @param site models that the site knows: ids of those that it ships are taken.
   * Throws 'model-refused' with a sentence that says what is wrong, 'model-unreachable' or 'storage-full'.
   */
  async add(source: ModelSource, modelsUrl: string, site: readonly SiteModel[]): Promise<ModelManifest> {
    if (source.kind === 'folder') {
      const { manifest, contents } = await readFolder(source.files, site);
      await this.deps.files.putAll(manifest, contents);
      await this.keep({ manifest });
      await this.deps.versions.settle({ manifest }, true);
      return manifest;
    }
    const folderUrl = folderOf(source.address, modelsUrl);
    const manifest = parseOwn(await this.fetchText(new URL(MANIFEST_NAME, folderUrl).href), site);
    await this.keep({ manifest, folderUrl });
    return manifest;
  }

  /** Forgets a model and its files. Safe to call twice. */
  async remove(id: string): Promise<void> {
    await this.deps.cache.delete([entryKey(id)]).catch(() => undefined);
    await this.deps.versions.remove(id);
  }

  private async keep(entry: KeptVersion): Promise<void> {
    try {
      await this.deps.cache.set(entryKey(entry.manifest.id), entry);
    } catch {
      await this.deps.files.removeAll(entry.manifest.id);
      throw fail('storage-full', `There is no room on this device for ${entry.manifest.name}.`);
    }
  }

  private async fetchText(address: string): Promise<string> {
    let response: Response;
    try {
      response = await this.deps.fetch(address, { cache: 'no-cache' });
    } catch {
      throw fail('model-unreachable', `There was no answer from ${address}.`);
    }
    if (!response.ok)
      throw fail('model-unreachable', `The server answered ${String(response.status)} for ${address}.`);
    return response.text();
  }
}

function entryKey(id: string): string {
  return `${PREFIX}${id}`;
}

/** The page's Content-Security-Policy lets it fetch from its own site only: said here, not met as a network error. */
function folderOf(address: string, modelsUrl: string): string {
  let url: URL;
  try {
    url = new URL(address, new URL('..', modelsUrl));
  } catch {
    throw fail('model-refused', `'${address}' is not an address.`);
  }
  const site = new URL(modelsUrl).origin;
  if (url.origin !== site) {
    throw fail(
      'model-refused',
      `This page fetches from ${site} only, so that nothing can leave it. Put the folder there, or drop it on the page.`,
    );
  }
  url.hash = url.search = '';
  url.pathname = url.pathname.replace(new RegExp(`(?:/${MANIFEST_NAME}|/*)$`, 'u'), '/');
  return url.href;
}

async function readFolder(
  files: readonly FolderFile[],
  site: readonly SiteModel[],
): Promise<{ manifest: ModelManifest; contents: ReadonlyMap<string, Blob> }> {
  const byPath = new Map(files.map(({ path, content }) => [path, content]));
  const [manifestPath] = [...byPath.keys()]
    .filter((path) => path === MANIFEST_NAME || path.endsWith(`/${MANIFEST_NAME}`))
    .sort((a, b) => a.length - b.length);
  const manifestFile = manifestPath === undefined ? undefined : byPath.get(manifestPath);
  if (manifestPath === undefined || manifestFile === undefined)
    throw fail('model-refused', `The folder has no ${MANIFEST_NAME}.`);
  const manifest = parseOwn(await manifestFile.text(), site);
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

function parseOwn(text: string, site: readonly SiteModel[]): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fail('model-refused', `The model's ${MANIFEST_NAME} is not JSON.`);
  }
  const id = JsonShape.of(json, MANIFEST_NAME).string('id');
  if (!isModelId(id)) throw fail('model-refused', `'${id}' in ${MANIFEST_NAME} is not a model id.`);
  const listed = site.find((model) => model.id === id);
  if (listed?.origin === 'app')
    throw fail('model-refused', `The site has a model '${id}' of its own. Give this one another id.`);
  const manifest = parseManifest(json, id);
  // One that the site only describes may come from anywhere; of others the app knows no use but as a student.
  if (listed === undefined && manifest.kind !== STUDENT_KIND)
    throw fail('model-refused', `${manifest.name} is of the kind ${manifest.kind}, not a student.`);
  return manifest;
}
