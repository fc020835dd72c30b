/** Storage that lasts as long as the page, for browsers that keep sites from storing anything. */
class PageStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }
}

/** The browser's storage, or one for this page alone where even asking for it is forbidden. */
export function webStorage(open: () => Storage): Storage {
  try {
    return open();
  } catch {
    return new PageStorage();
  }
}
