import { expect, it } from 'vitest';
import { NAME_HEADER, sharedCacheName } from '../contract/shared-files';
import { takeShared, withoutShareFailure } from './shared-files';

const SCOPE = 'https://tabscribe.test/app/';

/** A cache in memory, with what the service worker keeps. */
function cachesWith(...files: readonly File[]) {
  const kept = new Map<string, Response>();
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, [NAME_HEADER]: encodeURIComponent(file.name) };
    kept.set(`${SCOPE}share/${String(index)}`, new Response(file, { headers }));
  }
  const cache = {
    keys: () => Promise.resolve([...kept.keys()].map((url) => new Request(url))),
    match: ({ url }: Request) => Promise.resolve(kept.get(url)),
    delete: ({ url }: Request) => Promise.resolve(kept.delete(url)),
  };
  const open = (name: string): Promise<Cache> =>
    name === sharedCacheName(SCOPE)
      ? Promise.resolve(cache as unknown as Cache)
      : Promise.reject(new Error(`no cache ${name}`));
  return { caches: { open }, kept };
}

it('moves files with their names, in their order, and forgets them only once they are taken', async () => {
  const { caches, kept } = cachesWith(
    new File(['one'], 'Gespräch 1.wav', { type: 'audio/wav' }),
    new File(['two'], '会议.mp4', { type: 'video/mp4' }),
  );
  const taken: [string, string, string][] = [];
  let keptMeanwhile = 0;
  await takeShared({ caches, locks: undefined, scope: SCOPE }, async (files) => {
    keptMeanwhile = kept.size;
    for (const file of files) taken.push([file.name, file.type, await file.text()]);
  });
  expect(taken).toEqual([
    ['Gespräch 1.wav', 'audio/wav', 'one'],
    ['会议.mp4', 'video/mp4', 'two'],
  ]);
  expect(keptMeanwhile).toBe(2);
  expect(kept.size).toBe(0);
});

it('asks for nothing where nothing was shared, and waits for its turn', async () => {
  const { caches } = cachesWith();
  const turns: string[] = [];
  const locks = {
    request: (name: string, run: () => Promise<void>) => {
      turns.push(name);
      return run();
    },
  } as unknown as LockManager;
  await takeShared({ caches, locks, scope: SCOPE }, () => Promise.reject(new Error('nothing to take')));
  expect(turns).toEqual([`tabscribe.shared.${SCOPE}`]);
});

it('knows an address that tells of a share that failed', () => {
  expect(withoutShareFailure(SCOPE)).toBeNull();
  expect(withoutShareFailure(`${SCOPE}?share-failed=&a=b`)).toBe(`${SCOPE}?a=b`);
});
