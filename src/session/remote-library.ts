import { proxy, wrap, type Remote } from 'comlink';
import type { Outcome } from '../contract/errors';
import type { FileChoice, LibraryProgress, ModelLibraryApi, Shelf } from '../contract/model-library-api';
import type { ModelManifest } from '../contract/model-manifest';
import type { ModelSource, OfferedModel } from '../contract/own-model';
import { Deferred } from './deferred';

interface Connection {
  readonly worker: Worker;
  readonly remote: Remote<ModelLibraryApi>;
  readonly broken: Deferred<string>;
}

/** The library as the page calls it. Its worker is started with the first call, and answers even where it dies. */
export class RemoteLibrary implements ModelLibraryApi {
  #connection: Connection | null = null;

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
    this.#connection?.worker.terminate();
    this.#connection?.broken.resolve('It was ended.');
    this.#connection = null;
  }

  async #answered<T>(call: (remote: Remote<ModelLibraryApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const { remote, broken } = (this.#connection ??= this.#connect());
    const gone = broken.promise.then((message) => internal<T>(message));
    try {
      return await Promise.race([call(remote), gone]);
    } catch (thrown) {
      return internal(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  #connect(): Connection {
    const worker = this.createWorker();
    const connection = { worker, remote: wrap<ModelLibraryApi>(worker), broken: new Deferred<string>() };
    worker.addEventListener('error', ({ message }) => {
      connection.broken.resolve(message);
      if (this.#connection === connection) this.end();
    });
    worker.postMessage({ modelsUrl: this.modelsUrl });
    return connection;
  }
}

function internal<T>(message: string): Outcome<T> {
  return { ok: false, failure: { code: 'internal', message } };
}
