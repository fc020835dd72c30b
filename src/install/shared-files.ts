import { NAME_HEADER, SHARE_FAILED, sharedCacheName } from '../contract/shared-files';

/** The parts of the browser that hold what was shared; fakes in tests. */
export interface SharedFilesDeps {
  readonly caches: Pick<CacheStorage, 'open'> | undefined;
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Address of the folder in which the app is. */
  readonly scope: string;
}

/**
 * Moves what other programs have shared with the app to the page. Two pages that open at once get each file once.
 *
 * @param take puts them where they are safe; only then they are forgotten here.
 */
export async function takeShared(
  deps: SharedFilesDeps,
  take: (files: readonly File[]) => Promise<void>,
): Promise<void> {
  const { caches, locks, scope } = deps;
  if (caches === undefined) return;
  const move = async (): Promise<void> => {
    const cache = await caches.open(sharedCacheName(scope));
    const requests = await cache.keys();
    const files = await Promise.all(requests.map(async (request) => fileOf(await cache.match(request))));
    const found = files.filter((file) => file !== null);
    if (found.length > 0) await take(found);
    await Promise.all(requests.map((request) => cache.delete(request)));
  };
  if (locks === undefined) await move();
  else await locks.request(`tabscribe.shared.${scope}`, move);
}

async function fileOf(response: Response | undefined): Promise<File | null> {
  if (response === undefined) return null;
  const bytes = await response.blob();
  return new File([bytes], decodeURIComponent(response.headers.get(NAME_HEADER) ?? ''), { type: bytes.type });
}

/** The address without word of a share that failed; null where it has none. */
export function withoutShareFailure(address: string): string | null {
  const url = new URL(address);
  if (!url.searchParams.has(SHARE_FAILED)) return null;
  url.searchParams.delete(SHARE_FAILED);
  return url.href;
}
