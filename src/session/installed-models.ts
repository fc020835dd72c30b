const KEY = 'tabscribe.installed-models';

/** Which models were on this device when it was last looked at: what is missing then was removed by the browser. */
export class InstalledModels {
  constructor(private readonly storage: Storage) {}

  has(id: string): boolean {
    return this.#read().includes(id);
  }

  add(ids: readonly string[]): void {
    this.#write([...new Set([...this.#read(), ...ids])]);
  }

  delete(id: string): void {
    this.#write(this.#read().filter((other) => other !== id));
  }

  #read(): readonly string[] {
    try {
      const ids: unknown = JSON.parse(this.storage.getItem(KEY) ?? '[]');
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    } catch {
      return [];
    }
  }

  #write(ids: readonly string[]): void {
    try {
      this.storage.setItem(KEY, JSON.stringify(ids));
    } catch {
      // Then nobody is told of what the browser removes.
    }
  }
}

/**
 * Whether the browser has removed the models that were on this device: it takes a site's databases all at once.
 * False where it does not tell.
 */
export async function modelsEvicted(factory: Partial<IDBFactory> | undefined): Promise<boolean> {
  try {
    const databases = await factory?.databases?.();
    return databases !== undefined && !databases.some(({ name }) => name === 'tabscribe-models');
  } catch {
    return false;
  }
}
