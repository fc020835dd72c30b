import type { Page } from 'playwright/test';

/** How many records of the browser's database of sessions have keys from one to the other. */
export function countRecords(
  page: Page,
  from: readonly string[],
  to: readonly (string | readonly [])[],
): Promise<number> {
  return page.evaluate(
    (bounds) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('tabscribe-sessions');
        opening.onerror = () => {
          reject(new Error('no database'));
        };
        opening.onsuccess = () => {
          const records = opening.result.transaction('records').objectStore('records');
          const counting = records.count(IDBKeyRange.bound(bounds.from, bounds.to));
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
    { from, to },
  );
}
