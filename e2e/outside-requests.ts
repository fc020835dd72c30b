import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Whom Chromium itself calls now and then, whatever page is open. Exact names: the app must not hide among them. */
const CHROMIUM_HOSTS = [
  'accounts.google.com',
  'clients2.google.com',
  'clients2.googleusercontent.com',
  'clientservices.googleapis.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'update.googleapis.com',
  'www.google.com',
];

/** Host of a proxy request: `CONNECT host:port` or a whole address. */
function hostOf(target: string): string {
  return new URL(target.includes('://') ? target : `https://${target}`).hostname;
}

/**
 * A proxy to nowhere. A browser that must use it for every host but this machine cannot reach the network,
 * whoever asks (page, worker, service worker, the browser itself), and each try is written down.
 */
export class OutsideRequests {
  /** Addresses asked for, in order, but for Chromium's own. */
  readonly seen: string[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OutsideRequests> {
    const server = createServer();
    const outside = new OutsideRequests(server);
    server.on('request', (request: IncomingMessage, response) => {
      outside.note(request.url ?? '');
      response.writeHead(502).end();
    });
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      outside.note(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return outside;
  }

  /** For Playwright's launch option `proxy`. */
  get proxy(): { readonly server: string; readonly bypass: string } {
    const { port } = this.server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${String(port)}`, bypass: '127.0.0.1,localhost' };
  }

  note(target: string): void {
    if (!CHROMIUM_HOSTS.includes(hostOf(target))) this.seen.push(target);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
