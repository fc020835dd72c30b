import type { Page } from 'playwright/test';
import { fixture, SCHEME_TEXT, SECOND_LOOK_BOUND } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

/**
 * Spoils every model file in IndexedDB, in turn by a changed byte and by the loss of its second half.
 * @returns how many there were.
 */
async function damageStoredModels(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tabscribe-models');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('the model database cannot be opened'));
    });
    const store = database.transaction('entries', 'readwrite').objectStore('entries');
    return new Promise<number>((resolve, reject) => {
      let damaged = 0;
      const request = store.openCursor();
      request.onerror = () => reject(new Error('the model database cannot be read'));
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) {
          database.close();
          resolve(damaged);
          return;
        }
        const value: unknown = cursor.value;
        if (value instanceof ArrayBuffer) {
          damaged += 1;
          const bytes = new Uint8Array(value.slice(0));
          const middle = bytes.length >> 1;
          bytes[middle] = (bytes[middle] ?? 0) ^ 1;
          cursor.update(damaged % 2 === 0 ? value.slice(0, middle) : bytes.buffer);
        }
        cursor.continue();
      };
    });
  });
}

function countModelRequests(page: Page): () => number {
  let requests = 0;
  page.on('request', (request) => {
    if (/\/models\/.+\.(?:onnx|ort)$/u.test(request.url())) requests += 1;
  });
  return () => requests;
}

/** The student's hearing and speller for the provider in use, the voice detector, the second look's encoder and decoder. */
const GRAPHS = 5;

test('models are fetched once, and a damaged copy is noticed and fetched again', async ({ app }) => {
  const requests = countModelRequests(app.page);
  await app.open();
  await app.chooseFiles(fixture('scheme.ogg'));
  await app.finishedText();
  await app.secondLookReady();
  expect(requests()).toBe(GRAPHS);
  await app.page.reload();
  await app.open();
  await app.secondLookReady();
  expect(requests(), 'a second visit fetches nothing').toBe(GRAPHS);

  expect(await damageStoredModels(app.page)).toBeGreaterThanOrEqual(GRAPHS);
  await app.page.reload();
  await app.open();
  await app.page.getByRole('button', { name: 'Clear' }).click();
  await app.chooseFiles(fixture('scheme.ogg'));
  const text = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  await app.secondLookReady();
  expect(requests(), 'each damaged file is fetched anew').toBe(2 * GRAPHS);
});
