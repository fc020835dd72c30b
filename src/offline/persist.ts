/**
 * Asks the browser not to evict this site's storage when the device runs short, so that the models stay.
 * Firefox shows a question, so call it after a gesture. Resolves to whether the storage is safe now.
 */
export async function askToPersist(storage: Partial<StorageManager> = navigator.storage): Promise<boolean> {
  try {
    if ((await storage.persisted?.()) === true) return true;
    return (await storage.persist?.()) ?? false;
  } catch {
    // Refused (a private window) or not there at all (an insecure page): the app works all the same.
    return false;
  }
}
