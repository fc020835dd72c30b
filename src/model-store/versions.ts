import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import type { ByteCache } from './byte-cache';
import { chosenFiles } from './chosen-files';
import { markKey } from './file-parts';
import type { KeptFiles } from './kept-files';
import { isModelId, parseManifest } from './manifest';
import { PRECISIONS, PROVIDERS } from './manifest-file';
import type { ModelUses } from './model-uses';

/** Fetched when the person first wants what they do, or for one provider alone: without them a model is whole. */
const EXTRA_ROLES: ReadonlySet<ModelFile['role']> = new Set(['pronouncer', 'cross']);

/** A model's manifest as the device keeps it, with where its files come from. */
export interface KeptVersion {
  readonly manifest: ModelManifest;
  /** Absolute address of its folder; absent where a person gave the files. */
  readonly folderUrl?: string;
}

/**
 * Which version of a model the device has, and which one is on its way. The newer one takes the other's place when all of
 * it is here, and the older one's files go when no tab works with them.
 */
export class Versions {
  constructor(
    private readonly cache: ByteCache,
    private readonly files: KeptFiles,
    private readonly uses: ModelUses,
  ) {}

  /** The version in use here; undefined where there is none, or what was kept of it is damaged. */
  current(id: string): Promise<KeptVersion | undefined> {
    return this.#read(currentKey(id), id);
  }

  /** The version that was being fetched last, and is not whole. */
  pending(id: string): Promise<KeptVersion | undefined> {
    return this.#read(pendingKey(id), id);
  }

  /** Ids of all models of which something is kept. */
  async ids(): Promise<readonly string[]> {
    const keys = await this.#keys();
    const ids = keys.flatMap((key) => /^(?:current|pending):(.*)$/u.exec(key)?.[1] ?? []);
    return [...new Set(ids)].filter(isModelId);
  }

  /** Whether all is here that the model needs on some provider, in some precision. */
  async isWhole({ id, files }: ModelManifest): Promise<boolean> {
    const keys = new Set(await this.#keys());
    const needed = files.filter(({ role }) => !EXTRA_ROLES.has(role));
    return PROVIDERS.some((provider) =>
      PRECISIONS.some((precision) => {
        const chosen = chosenFiles(needed, { provider, precision });
        const roles = new Set(chosen.map(({ role }) => role));
        return (
          needed.every(({ role }) => roles.has(role)) && chosen.every((file) => keys.has(markKey(id, file)))
        );
      }),
    );
  }

  /**
   * The files of this version are about to be fetched.
   * @param promote as in settle().
   */
  async begin(version: KeptVersion, promote: boolean): Promise<void> {
    const { id } = version.manifest;
    const current = await this.current(id);
    if (current !== undefined) {
      if (isSame(current.manifest, version.manifest)) return;
      if (!promote && (await this.isWhole(current.manifest))) return;
    }
    await this.#write(pendingKey(id), version);
  }

  /**
   * Files of this version have come. It becomes the one in use if it is whole, or if there is no other that is.
   * @param promote false: a whole one that is in use stays, as a tab with the older one must not undo an update.
   */
  async settle(version: KeptVersion, promote: boolean): Promise<void> {
    const { manifest } = version;
    const current = await this.current(manifest.id);
    const whole = await this.isWhole(manifest);
    if (current !== undefined && !isSame(current.manifest, manifest)) {
      const currentWhole = await this.isWhole(current.manifest);
      if (currentWhole && !(promote && whole)) return;
    }
    await this.#write(currentKey(manifest.id), version);
    const pending = await this.pending(manifest.id);
    if (pending !== undefined && isSame(pending.manifest, manifest))
      await this.#drop([pendingKey(manifest.id)]);
    if (whole) await this.tidy(manifest.id);
  }

  /** Drops what is left of other versions, unless some tab works with one. */
  async tidy(id: string): Promise<void> {
    const current = await this.current(id);
    if (current === undefined || !(await this.isWhole(current.manifest))) return;
    if (await this.uses.othersInUse(current.manifest)) return;
    const pending = await this.pending(id);
    await this.files.removeOthers(id, [...current.manifest.files, ...(pending?.manifest.files ?? [])]);
  }

  /** Forgets what was fetched of a version that is not in use yet. */
  async abandon(id: string): Promise<void> {
    const current = await this.current(id);
    await this.#drop([pendingKey(id)]);
    if (current === undefined) await this.files.removeAll(id);
    else await this.tidy(id);
  }

  /** Forgets the model. Safe to call twice. */
  async remove(id: string): Promise<void> {
    await this.#drop([currentKey(id), pendingKey(id)]);
    await this.files.removeAll(id);
  }

  async #read(key: string, id: string): Promise<KeptVersion | undefined> {
    try {
      const entry = (await this.cache.get(key)) as { manifest?: unknown; folderUrl?: unknown } | undefined;
      const manifest = parseManifest(entry?.manifest, id);
      return typeof entry?.folderUrl === 'string' ? { manifest, folderUrl: entry.folderUrl } : { manifest };
    } catch {
      // As good as none: no IndexedDB, no entry, or one that this version of the app does not understand.
      return undefined;
    }
  }

  async #write(key: string, version: KeptVersion): Promise<void> {
    try {
      await this.cache.set(key, version);
    } catch {
      // A device that keeps nothing is reported when it refuses the model's bytes.
    }
  }

  async #drop(keys: readonly string[]): Promise<void> {
    try {
      await this.cache.delete(keys);
    } catch {
      // Nothing is kept here.
    }
  }

  async #keys(): Promise<readonly string[]> {
    try {
      return await this.cache.keys();
    } catch {
      return [];
    }
  }
}

export function isSame(one: ModelManifest, other: ModelManifest): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function currentKey(id: string): string {
  return `current:${id}`;
}

function pendingKey(id: string): string {
  return `pending:${id}`;
}
