import { proxy, type Remote } from 'comlink';
import type { Outcome } from '../contract/errors';
import type { FileChoice, LibraryProgress, ModelLibraryApi, Shelf } from '../contract/model-library-api';
import type { ModelManifest } from '../contract/model-manifest';
import type { ModelSource, OfferedModel } from '../contract/own-model';
import { WorkerConnection } from './worker-connection';

/** The library as the page calls it. Its worker is started with the first call, and answers even where it dies. */
export class RemoteLibrary implements ModelLibraryApi {
  #connection: WorkerConnection<ModelLibraryApi> | null = null;

  constructor(
    private readonly createWorker: () => Worker,
    private readonly modelsUrl: string,
  ) {}

  list(choice: FileChoice): Promise<Outcome<Shelf>> {
    return this.#answered((remote) => remote.list(choice));
  }

  install(id: string, choice: FileChoice, onProgress: LibraryProgress): Promise<Outcome<null>> {
    return this.#answered((remote) => remote.install(id, choice, proxy(onProgress)));
  }

  async pause(id: string): Promise<void> {
    await this.#connection?.remote.pause(id);
  }

  verify(id: string, onProgress: LibraryProgress): Promise<Outcome<readonly string[]>> {
    return this.#answered((remote) => remote.verify(id, proxy(onProgress)));
  }

  remove(id: string): Promise<Outcome<null>> {
    return this.#answered((remote) => remote.remove(id));
  }

  look(address: string): Promise<Outcome<OfferedModel>> {
    return this.#answered((remote) => remote.look(address));
  }

  add(source: ModelSource): Promise<Outcome<ModelManifest>> {
    return this.#answered((remote) => remote.add(source));
  }

  /** Lets the worker go; the next call starts one. */
  end(): void {
    this.#connection?.end('It was ended.');
    this.#connection = null;
  }

  async #answered<T>(call: (remote: Remote<ModelLibraryApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#connection ??= this.#connect();
    return this.#connection.answered(call);
  }

  #connect(): WorkerConnection<ModelLibraryApi> {
    const worker = this.createWorker();
    const connection = new WorkerConnection<ModelLibraryApi>(worker);
    worker.addEventListener('error', ({ message }) => {
      connection.end(message);
      if (this.#connection === connection) this.#connection = null;
    });
    worker.postMessage({ modelsUrl: this.modelsUrl });
    return connection;
  }
}
