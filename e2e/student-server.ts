import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../tools/build-if-stale';

const STUDENT = join(PROJECT_ROOT, 'public', 'models', 'student-v0');
const FOLDER = '/own-student/';

/** A server that is not the app's, with the student under another name, for every site to read. */
export class StudentServer {
  readonly name = 'My own student';
  /** Paths that were asked for, without the folder's. */
  readonly requests: string[] = [];
  readonly #manifest: string;

  private constructor(private readonly server: Server) {
    const shipped = JSON.parse(readFileSync(join(STUDENT, 'manifest.json'), 'utf8')) as object;
    this.#manifest = JSON.stringify({ ...shipped, id: 'own-student', name: this.name });
  }

  static async open(): Promise<StudentServer> {
    const server = createServer();
    const student = new StudentServer(server);
    server.on('request', ({ url = '' }, response) => {
      student.#answer(url, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return student;
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  get folderUrl(): string {
    return this.origin + FOLDER;
  }

  /** Of its manifest. */
  get sha256(): string {
    return createHash('sha256').update(this.#manifest).digest('hex');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #answer(url: string, response: ServerResponse): void {
    const path = url.replace(FOLDER, '');
    this.requests.push(path);
    const headers = { 'Access-Control-Allow-Origin': '*' };
    try {
      const content = path === 'manifest.json' ? this.#manifest : readFileSync(join(STUDENT, path));
      response.writeHead(200, headers).end(content);
    } catch {
      response.writeHead(404, headers).end();
    }
  }
}
