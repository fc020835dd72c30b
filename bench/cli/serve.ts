import { createReadStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { preview, type Plugin } from 'vite';
import { PROJECT_ROOT } from '../../tools/build-if-stale';

/** Take the place of vite.config.ts's. */
const NOT_ISOLATED = {
  'Cross-Origin-Opener-Policy': 'unsafe-none',
  'Cross-Origin-Embedder-Policy': 'unsafe-none',
};

export interface AppServer {
  /** Where the app is, with a slash at the end. */
  readonly url: string;
  /** Address, within the app's origin, from which the page can fetch the file with this index. */
  readonly inputUrl: (index: number) => string;
  /** Safe to call twice. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Without cross-origin isolation the page has no shared memory, and WASM one thread. */
  readonly isolated?: boolean;
  /** Folder of the build; `dist/` where absent. */
  readonly outDir?: string;
  /** May answer in place of the build. */
  readonly plugins?: readonly Plugin[];
}

/** Hands out the listed files, and no others, under an address that nobody can guess. */
function inputPlugin(prefix: string, files: readonly string[]): Plugin {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const file = files[Number((request.url ?? '').slice(1))];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const stream = createReadStream(file);
    stream.on('open', () => response.writeHead(200, { 'Content-Type': 'application/octet-stream' }));
    stream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(404).end()));
    stream.pipe(response);
  };
  return {
    name: 'command-line-input',
    configurePreviewServer(server) {
      server.middlewares.use(prefix, answer);
    },
  };
}

/**
 * Serves `dist/` on a free loopback port, as `vite preview` does, and the input files from the same origin:
 * the page's Content-Security-Policy stays as shipped and no bytes pass through the debugging protocol.
 * @param files Paths on this machine.
 */
export async function serveApp(
  files: readonly string[],
  { isolated = true, outDir = 'dist', plugins = [] }: ServeOptions = {},
): Promise<AppServer> {
  const prefix = `/input-${randomUUID()}`;
  const server = await preview({
    root: PROJECT_ROOT,
    logLevel: 'silent',
    plugins: [...plugins, inputPlugin(prefix, files)],
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, open: false, ...(isolated ? {} : { headers: NOT_ISOLATED }) },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port.');
  let closed = false;
  return {
    url: `http://127.0.0.1:${String(address.port)}/`,
    inputUrl: (index) => `${prefix}/${String(index)}`,
    close: async () => {
      if (closed) return;
      closed = true;
      await server.close();
    },
  };
}
