/** What is stored under a key; empty where that is nothing, or not to be understood. */
export function readRecord(storage: Storage, key: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Stores choices, where there is room. */
export function writeRecord(storage: Storage, key: string, record: object): void {
  try {
    storage.setItem(key, JSON.stringify(record));
  } catch {
    // A full storage costs the memory of a choice, nothing more.
  }
}
