import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { serveApp, type AppServer } from '../bench/cli/serve';
import { PROJECT_ROOT } from '../tools/build-if-stale';

/** As the service worker's list has it. */
const PAGE_ENTRY = /(?:"revision"|revision):"[^"]+",(?:"url"|url):"index\.html"/u;
const NEXT_ENTRY = 'revision:"next",url:"index.html"';

export interface TwoBuilds extends AppServer {
  /** From here on a newer version of the app is served: its page says so in `data-build`. */
  publish(): void;
}

/** Serves the app as a host on which it is replaced by a newer version. */
export async function serveTwoBuilds(): Promise<TwoBuilds> {
  let published = false;
  const built = (name: string): string => readFileSync(join(PROJECT_ROOT, 'dist', name), 'utf8');
  const next: Readonly<Record<string, () => readonly [string, string]>> = {
    '/': () => ['text/html', built('index.html').replace('<html ', '<html data-build="next" ')],
    '/service-worker.js': () => [
      'text/javascript',
      built('service-worker.js').replace(PAGE_ENTRY, NEXT_ENTRY),
    ],
  };
  const plugin: Plugin = {
    name: 'next-build',
    configurePreviewServer(server) {
      server.middlewares.use((request, response, otherwise) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const answer = next[pathname === '/index.html' ? '/' : pathname];
        if (!published || answer === undefined) {
          otherwise();
          return;
        }
        const [type, body] = answer();
        const headers = {
          ...server.config.preview.headers,
          'Content-Type': type,
          'Cache-Control': 'no-cache',
        };
        response.writeHead(200, headers).end(body);
      });
    },
  };
  const server = await serveApp([], { plugins: [plugin] });
  return {
    ...server,
    publish: () => {
      published = true;
    },
  };
}
