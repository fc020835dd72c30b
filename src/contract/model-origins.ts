/** Set by vite.config.ts from the environment variable MODEL_ORIGINS; not there in unit tests and on the command line. */
declare const MODEL_ORIGINS: readonly string[] | undefined;

/** Origins beside the site's own that models may be fetched from: the page's Content-Security-Policy allows no other. */
export function modelOrigins(): readonly string[] {
  return typeof MODEL_ORIGINS === 'undefined' ? [] : MODEL_ORIGINS;
}
