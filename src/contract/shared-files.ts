/**
 * Files that another program shares with the installed app. The browser posts them as a form, the service worker keeps them
 * in a cache of their own, and the next page moves them into its queue.
 */
export const SHARE_ADDRESS = 'share';
/** Of the form's files. */
export const SHARE_FIELD = 'recordings';
/** In the page's address where what was shared could not be kept. */
export const SHARE_FAILED = 'share-failed';
/** Of a kept answer: the file's name, percent-encoded, as headers hold Latin letters only. */
export const NAME_HEADER = 'X-File-Name';

/** @param scope of the service worker: two copies of the app on one host stay apart. */
export function sharedCacheName(scope: string): string {
  return `tabscribe-shared-${scope}`;
}
