import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from 'playwright/test';

const ID = 'test-model';
/** So much is sent at once. */
const CHUNK_BYTES = 256 * 1024;

/**
 * A model that is not in the app, made of noise, and a server for it that can be slow and break off. The store does not
 * look into files, so a small one is as good as a large one.
 */
export class ModelServer {
  readonly name = 'Test model';
  /** `Range` headers of the requests for its large file; '' where there was none. */
  readonly ranges: string[] = [];
  /** Wait after each chunk. */
  pauseMs = 0;
  /** Breaks every connection off after so many bytes, as long as it is not undefined. */
  breakAfterBytes: number | undefined;
  /** The manifest is there. */
  published = true;
  version = '1';
  #weights: Buffer;
  readonly #server: Server;

  private constructor(private readonly bytes: number) {
    this.#weights = randomBytes(bytes);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @param bytes of its large file. */
  static async open(context: BrowserContext, bytes: number): Promise<ModelServer> {
    const server = new ModelServer(bytes);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    await server.#join(context);
    return server;
  }

  /** From now on there is another version. */
  update(version: string): void {
    this.version = version;
    this.#weights = randomBytes(this.bytes);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The app's own origin has the model, as far as the page can tell. */
  async #join(context: BrowserContext): Promise<void> {
    const { port } = this.#server.address() as AddressInfo;
    await context.route(`**/models/${ID}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      return route.continue({ url: `http://127.0.0.1:${String(port)}${pathname}` });
    });
    await context.route('**/models/index.json', async (route) => {
      const response = await route.fetch();
      const index = (await response.json()) as { models: unknown[] };
      const model = {
        id: ID,
        name: this.name,
        roles: ['files'],
        bytes: this.bytes,
        languages: ['en', 'de'],
        licence: 'MIT',
        wer: [{ set: 'dev', utterances: 300, percent: 6.4 }],
        needs: { memoryMB: 200 },
        origin: 'built',
        build: 'npm run models -- test-model',
      };
      await route.fulfill({ response, json: { ...index, models: [...index.models, model] } });
    });
  }

  #manifest(): object {
    const sha256 = createHash('sha256').update(this.#weights).digest('hex');
    return {
      schema: 1,
      kind: 'silero-vad',
      id: ID,
      version: this.version,
      name: this.name,
      licence: 'MIT',
      languages: ['en', 'de'],
      files: [{ role: 'voice', path: 'weights.onnx', bytes: this.bytes, sha256 }],
      sampleRateHz: 16_000,
      windowSamples: 512,
      contextSamples: 64,
      stateSize: 256,
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.published) {
      response.writeHead(404).end();
      return;
    }
    if (request.url?.endsWith('manifest.json') === true) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(this.#manifest()));
      return;
    }
    const range = request.headers.range ?? '';
    this.ranges.push(range);
    const from = Number(range.replace(/\D/gu, ''));
    const total = String(this.bytes);
    if (range === '') response.writeHead(200, { 'Content-Length': total });
    else {
      response.writeHead(206, {
        'Content-Length': String(this.bytes - from),
        'Content-Range': `bytes ${String(from)}-${String(this.bytes - 1)}/${total}`,
      });
    }
    const weights = this.#weights;
    for (let at = from; at < this.bytes && !response.destroyed; at += CHUNK_BYTES) {
      if (this.breakAfterBytes !== undefined && at - from >= this.breakAfterBytes) {
        response.destroy();
        return;
      }
      response.write(weights.subarray(at, at + CHUNK_BYTES));
      await new Promise((resolve) => setTimeout(resolve, this.pauseMs));
    }
    response.end();
  }
}
