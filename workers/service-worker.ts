import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import type { KeepRuntimeReply, OfflineRequest } from '../src/contract/offline-messages';
import {
  NAME_HEADER,
  SHARE_ADDRESS,
  SHARE_FAILED,
  SHARE_FIELD,
  sharedCacheName,
} from '../src/contract/shared-files';

declare const self: ServiceWorkerGlobalScope;
/** Set by vite.config.ts: isolation and Content-Security-Policy, for hosts that cannot send headers. */
declare const SECURITY_HEADERS: Readonly<Record<string, string>>;

// Named by scope, as the shell's cache is: two copies of the app on one host stay apart.
const RUNTIME_CACHE = `tabscribe-runtime-${self.registration.scope}`;
// Servers that send Vary (Vite's preview does) would make every module script miss the cache.
const IGNORE_VARY: CacheQueryOptions = { ignoreVary: true };

const addSecurityHeaders: WorkboxPlugin = {
  handlerWillRespond: ({ response }) => {
    const headers = new Headers(response.headers);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
    const { status, statusText } = response;
    return Promise.resolve(new Response(response.body, { status, statusText, headers }));
  },
};

// Shell first: the wasm is many times its size and is kept in the background. Model bytes are in neither list:
// the model store keeps them in IndexedDB alone.
const entries = self.__WB_MANIFEST.filter((entry) => typeof entry !== 'string');
const shell = new PrecacheController({ plugins: [addSecurityHeaders] });
shell.strategy.matchOptions = IGNORE_VARY;
shell.precache(entries.filter(({ url }) => !url.endsWith('.wasm')));

const runtimeUrls = entries
  .filter(({ url }) => url.endsWith('.wasm'))
  .map(({ url }) => new URL(url, self.location.href).href);
const runtime = new CacheFirst({
  cacheName: RUNTIME_CACHE,
  matchOptions: IGNORE_VARY,
  plugins: [addSecurityHeaders],
});

const scope = new URL(self.registration.scope).pathname;
const isApp = ({ pathname }: URL): boolean => pathname === scope || pathname === `${scope}index.html`;
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && isApp(url),
  shell.createHandlerBoundToURL('index.html'),
);
registerRoute(new PrecacheRoute(shell));
registerRoute(({ url }) => runtimeUrls.includes(url.href), runtime);
registerRoute(
  ({ url }) => url.pathname === scope + SHARE_ADDRESS,
  ({ request }) => answerShare(request),
  'POST',
);

self.addEventListener('activate', (event) => {
  // The first visit is served from here on too: that is what lets it reload isolated.
  event.waitUntil(Promise.all([self.clients.claim(), dropOldRuntimes()]));
});

self.addEventListener('message', (event) => {
  const request = event.data as OfflineRequest;
  switch (request.type) {
    case 'skip-waiting':
      event.waitUntil(self.skipWaiting());
      break;
    case 'keep-runtime':
      event.waitUntil(answerKeepRuntime(event.ports[0]));
      break;
  }
});

async function answerKeepRuntime(port: MessagePort | undefined): Promise<void> {
  const reply: KeepRuntimeReply = await keepRuntime().then(
    () => ({ kept: true }),
    () => ({ kept: false }),
  );
  port?.postMessage(reply);
}

async function keepRuntime(): Promise<void> {
  const cache = await caches.open(RUNTIME_CACHE);
  for (const url of runtimeUrls) {
    if ((await cache.match(url, IGNORE_VARY)) === undefined) await cache.add(url);
  }
}

async function dropOldRuntimes(): Promise<void> {
  const cache = await caches.open(RUNTIME_CACHE);
  const old = (await cache.keys()).filter(({ url }) => !runtimeUrls.includes(url));
  await Promise.all(old.map((request) => cache.delete(request, IGNORE_VARY)));
}

/** Keeps what another program shares with the app, and sends the browser on to the page that takes it. */
async function answerShare(request: Request): Promise<Response> {
  const page = new URL(self.registration.scope);
  const kept = await keepShared(request).catch(() => false);
  if (!kept) page.searchParams.set(SHARE_FAILED, '');
  return Response.redirect(page.href, 303);
}

/** @returns false where no file came. Rejects where the device has no room. */
async function keepShared(request: Request): Promise<boolean> {
  const form = await request.formData();
  const files = form.getAll(SHARE_FIELD).filter((value) => value instanceof File && value.name !== '');
  const cache = await caches.open(sharedCacheName(self.registration.scope));
  for (const file of files as File[]) {
    const headers = { 'Content-Type': file.type, [NAME_HEADER]: encodeURIComponent(file.name) };
    const address = new URL(`${SHARE_ADDRESS}/${crypto.randomUUID()}`, self.registration.scope);
    await cache.put(address, new Response(file, { headers }));
  }
  return files.length > 0;
}
