import { fail } from './model-store-failure';

const MANIFEST_NAME = 'manifest.json';
const HASH_PREFIX = '#sha256';
const NAMED_HASH = /^#sha256=([0-9a-f]{64})$/iu;

/** An address that a person gave, read. */
export interface ModelAddress {
  /** Absolute, without query and fragment. */
  readonly folderUrl: string;
  /** SHA-256 that the manifest must have, lower-case hex; undefined where the address names none. */
  readonly sha256: string | undefined;
}

/**
 * Reads the address of a model's folder, or of its manifest, that may end in `#sha256=` and the manifest's hash.
 * The page's Content-Security-Policy keeps it from all other origins: said here, not met as a network error.
 *
 * @param modelsUrl absolute address of the site's own models; relative addresses are meant from the folder above it.
 * @param origins that are allowed beside the site's own.
 * Throws 'model-refused' or 'model-elsewhere'.
 */
export function readModelAddress(
  address: string,
  modelsUrl: string,
  origins: readonly string[],
): ModelAddress {
  const base = new URL('..', modelsUrl);
  if (!URL.canParse(address, base)) throw fail('model-refused', `'${address}' is not an address.`);
  const url = new URL(address, base);
  const allowed = [base.origin, ...origins];
  if (!allowed.includes(url.origin)) {
    throw fail(
      'model-elsewhere',
      `This page fetches models from ${allowed.join(', ')} only, so that nothing can leave it. Download the model's folder and drop it on the page.`,
    );
  }
  const { hash } = url;
  const sha256 = NAMED_HASH.exec(hash)?.[1]?.toLowerCase();
  if (sha256 === undefined && hash.startsWith(HASH_PREFIX))
    throw fail('model-refused', 'The SHA-256 in the address does not have 64 hexadecimal digits.');
  url.hash = url.search = '';
  url.pathname = url.pathname.replace(new RegExp(`(?:/${MANIFEST_NAME}|/*)$`, 'u'), '/');
  return { folderUrl: url.href, sha256 };
}
