import type { ModelManifest } from '../contract/model-manifest';

type UsedModel = Pick<ModelManifest, 'id' | 'version' | 'files'>;

/**
 * Says to other tabs which version of a model this thread works with, by a lock that is held as long as the thread lives
 * or until it takes another version: what is in use somewhere is not deleted for a newer one.
 */
export class ModelUses {
  readonly #held = new Map<string, { readonly name: string; readonly release: () => void }>();

  /** @param locks undefined on pages that have none: then nobody knows of anybody. */
  constructor(private readonly locks: LockManager | undefined) {}

  /** From now on. */
  async use(model: UsedModel): Promise<void> {
    const name = nameOf(model);
    const before = this.#held.get(model.id);
    if (this.locks === undefined || before?.name === name) return;
    const release = await hold(this.locks, name);
    this.#held.get(model.id)?.release();
    this.#held.set(model.id, { name, release });
  }

  /** Whether some thread, of whatever tab, works with another version. */
  async othersInUse(model: UsedModel): Promise<boolean> {
    return (await this.#heldNames(model.id)).some((name) => name !== nameOf(model));
  }

  async inUse(modelId: string): Promise<boolean> {
    return (await this.#heldNames(modelId)).length > 0;
  }

  async #heldNames(modelId: string): Promise<string[]> {
    const { held = [] } = (await this.locks?.query()) ?? {};
    return held.flatMap(({ name = '' }) => (name.startsWith(prefixOf(modelId)) ? [name] : []));
  }
}

function hold(locks: LockManager, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    locks
      .request(
        name,
        { mode: 'shared' },
        () =>
          new Promise<void>((release) => {
            resolve(release);
          }),
      )
      .catch(reject);
  });
}

function prefixOf(modelId: string): string {
  return `tabscribe.model:${modelId}/`;
}

/** Two builds of one version number differ in their files. */
function nameOf({ id, version, files }: UsedModel): string {
  return `${prefixOf(id)}${version}/${files.map(({ sha256 }) => sha256.slice(0, 6)).join('')}`;
}
