import type { FolderFile, ModelSource } from '../contract/own-model';
import type { ModelManifest } from '../contract/model-manifest';
import type { ByteCache } from './byte-cache';
import type { Fetch } from './download';
import { JsonShape } from './json-shape';
import { isModelId, parseManifest } from './manifest';
import type { ModelFiles } from './model-files';
import { fail } from './model-store-failure';

const MANIFEST_NAME = 'manifest.json';
const STUDENT_KIND = 'ctc-log-mel';

/** What is kept of a model that the site does not ship. */
interface OwnEntry {
  readonly manifest: ModelManifest;
  /** Absolute address of its folder; absent where a person gave the files. */
  readonly folderUrl?: string;
}

/** Students that a person gave to this browser, beside those of the site. */
export class OwnModels {
  constructor(
    private readonly cache: ByteCache,
    private readonly files: ModelFiles,
    private readonly fetch: Fetch,
  ) {}

  /** Undefined where nobody gave a model of this id, or what was kept of it is damaged. */
  async read(id: string): Promise<OwnEntry | undefined> {
    try {
      const entry = JsonShape.of(await this.cache.get(entryKey(id)), `kept entry of ${id}`);
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
   * @param siteIds ids of the models that the site ships: those are taken.
   * Throws 'model-refused' with a sentence that says what is wrong, 'model-unreachable' or 'storage-full'.
   */
  async add(source: ModelSource, modelsUrl: string, siteIds: readonly string[]): Promise<ModelManifest> {
    if (source.kind === 'folder') {
      const { manifest, contents } = await readFolder(source.files, siteIds);
      await this.files.putAll(manifest, contents);
      await this.keep({ manifest });
      return manifest;
    }
    const folderUrl = folderOf(source.address, modelsUrl);
    const manifest = parseOwn(await this.fetchText(new URL(MANIFEST_NAME, folderUrl).href), siteIds);
    await this.keep({ manifest, folderUrl });
    return manifest;
  }

  /** Forgets a model and its files. Safe to call twice. */
  async remove(id: string): Promise<void> {
    await this.cache.delete([entryKey(id)]);
    await this.files.removeOthers(id, []);
  }

  private async keep(entry: OwnEntry): Promise<void> {
    try {
      await this.cache.set(entryKey(entry.manifest.id), entry);
    } catch {
      await this.files.removeOthers(entry.manifest.id, []);
      throw fail('storage-full', `There is no room on this device for ${entry.manifest.name}.`);
    }
  }

  private async fetchText(address: string): Promise<string> {
    let response: Response;
    try {
      response = await this.fetch(address, { cache: 'no-cache' });
    } catch {
      throw fail('model-unreachable', `There was no answer from ${address}.`);
    }
    if (!response.ok)
      throw fail('model-unreachable', `The server answered ${String(response.status)} for ${address}.`);
    return response.text();
  }
}

function entryKey(id: string): string {
  return `own:${id}`;
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
  siteIds: readonly string[],
): Promise<{ manifest: ModelManifest; contents: ReadonlyMap<string, Blob> }> {
  const byPath = new Map(files.map(({ path, content }) => [path, content]));
  const [manifestPath] = [...byPath.keys()]
    .filter((path) => path === MANIFEST_NAME || path.endsWith(`/${MANIFEST_NAME}`))
    .sort((a, b) => a.length - b.length);
  const manifestFile = manifestPath === undefined ? undefined : byPath.get(manifestPath);
  if (manifestPath === undefined || manifestFile === undefined)
    throw fail('model-refused', `The folder has no ${MANIFEST_NAME}.`);
  const manifest = parseOwn(await manifestFile.text(), siteIds);
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

function parseOwn(text: string, siteIds: readonly string[]): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fail('model-refused', `The model's ${MANIFEST_NAME} is not JSON.`);
  }
  const id = JsonShape.of(json, MANIFEST_NAME).string('id');
  if (!isModelId(id)) throw fail('model-refused', `'${id}' in ${MANIFEST_NAME} is not a model id.`);
  if (siteIds.includes(id))
    throw fail('model-refused', `The site has a model '${id}' of its own. Give this one another id.`);
  const manifest = parseManifest(json, id);
  if (manifest.kind !== STUDENT_KIND)
    throw fail('model-refused', `${manifest.name} is of the kind ${manifest.kind}, not a student.`);
  return manifest;
}
