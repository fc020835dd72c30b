/** `npm start`: builds the app where needed and serves it, with the headers that it wants. */
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { buildIfStale, PROJECT_ROOT } from './build-if-stale';

const DEFAULT_PORT = 4173;

const { values } = parseArgs({ options: { port: { type: 'string', default: String(DEFAULT_PORT) } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  throw new RangeError(`--port is ${values.port}; it must be a whole number from 1 to 65535.`);
}
await buildIfStale();
const server = await preview({ root: PROJECT_ROOT, preview: { port, strictPort: true, host: 'localhost' } });
server.printUrls();
