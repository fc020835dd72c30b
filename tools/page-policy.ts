/** What the browser is told of the page: isolation, and whom it may talk to. Nothing else in the project says it. */

/** Cross-origin isolation: without it there is no SharedArrayBuffer, and WASM runs on one thread. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Nothing leaves the origin, and nothing is evaluated but wasm. */
const POLICY = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  // The player's files.
  'media-src': "'self' blob:",
  'img-src': "'self' data:",
  'style-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};
/** Browsers ignore this one in a <meta> and warn about it. */
const HEADER_ONLY_POLICY = { 'frame-ancestors': "'none'" };
/** A host by name: nothing in it can end a directive of the policy, or stand for other hosts. */
const ORIGIN = /^(?:https:\/\/[a-z0-9.-]+|http:\/\/(?:localhost|127\.0\.0\.1))(?::\d+)?$/u;

/**
 * Further origins that models may be fetched from, of the environment variable MODEL_ORIGINS: separated by spaces, none
 * where it is not set.
 *
 * Throws RangeError on one that is not an https origin (or a loopback one): it would make the policy mean something else.
 */
export function readModelOrigins(text = process.env['MODEL_ORIGINS'] ?? ''): readonly string[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  return [...new Set(words.map(originOf))];
}

export interface PagePolicy {
  readonly headers: Readonly<Record<string, string>>;
  /** With what Vite's hot reload needs: it injects style elements and talks over a web socket. */
  readonly devHeaders: Readonly<Record<string, string>>;
  /** Of the <meta>, for hosts that cannot send headers. */
  readonly meta: string;
}

export function pagePolicy(modelOrigins: readonly string[]): PagePolicy {
  const policy = { ...POLICY, 'connect-src': [POLICY['connect-src'], ...modelOrigins].join(' ') };
  const dev = {
    ...policy,
    'connect-src': `${policy['connect-src']} ws:`,
    'style-src': "'self' 'unsafe-inline'",
  };
  return {
    headers: withPolicy({ ...policy, ...HEADER_ONLY_POLICY }),
    devHeaders: withPolicy(dev),
    meta: textOf(policy),
  };
}

function originOf(word: string): string {
  const origin = URL.canParse(word) ? new URL(word).origin : '';
  const isBare = word === origin || word === `${origin}/`;
  if (!isBare || !ORIGIN.test(origin)) {
    throw new RangeError(
      `MODEL_ORIGINS names '${word}'. It takes origins such as https://models.example.org, without a path, separated by spaces.`,
    );
  }
  return origin;
}

function withPolicy(policy: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...ISOLATION_HEADERS, 'Content-Security-Policy': textOf(policy) };
}

function textOf(policy: Readonly<Record<string, string>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
