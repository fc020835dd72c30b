import { proxy, transfer, type Remote } from 'comlink';
import type { DecodedSound } from '../contract/decoded-sound';
import type { Outcome } from '../contract/errors';
import type { ModelManifest } from '../contract/model-manifest';
import type { PersonalWord } from '../contract/personal-words';
import type { ModelSource } from '../contract/own-model';
import type {
  CaptionPace,
  FileSettings,
  ProviderReport,
  RecognizerApi,
  RecognizerEvent,
  RecognizerListener,
  RecognizerOptions,
  StreamStart,
  TranscribePath,
  TranscribeResult,
} from '../contract/recognizer-api';
import { WorkerConnection } from './worker-connection';
import { WorkerSupply } from './worker-supply';

/** What a worker has heard counts though it is gone; what it says of itself, only while it is there. */
const HEARD: ReadonlySet<RecognizerEvent['type']> = new Set<RecognizerEvent['type']>([
  'partial',
  'discarded',
  'final',
  'sound',
  'file-progress',
]);

/**
 * The recognizer as the page calls it. A worker that dies, or throws, answers with the code 'internal' instead
 * of leaving calls without an answer; the next call starts a new worker.
 */
export class RemoteRecognizer implements RecognizerApi {
  #connection: WorkerConnection<RecognizerApi> | null = null;
  readonly #workers: WorkerSupply;

  constructor(
    createWorker: () => Worker,
    /** Called when the worker is gone: its models must be loaded anew. */
    private readonly onBroken: () => void,
  ) {
    this.#workers = new WorkerSupply(createWorker);
  }

  async prepare(options: RecognizerOptions, listener: RecognizerListener): Promise<Outcome<ProviderReport>> {
    const connection = (this.#connection ??= this.#connect());
    // Two streams may tell of the same break: the worker that takes the place must not be given up for the second.
    const heard: RecognizerListener = (event) => {
      if (connection === this.#connection || HEARD.has(event.type)) listener(event);
    };
    const outcome = await this.#answered((remote) => remote.prepare(options, proxy(heard)));
    if (outcome.ok) void this.#keepSpare();
    return outcome;
  }

  async secondLookSettled(): Promise<boolean> {
    const outcome = await this.#answered(async (remote) => ({
      ok: true,
      value: await remote.secondLookSettled(),
    }));
    return outcome.ok && outcome.value;
  }

  async setSecondLook(on: boolean): Promise<void> {
    await this.#answered(async (remote) => {
      await remote.setSecondLook(on);
      return { ok: true, value: null };
    });
  }

  async setCaptionPace(pace: CaptionPace): Promise<void> {
    await this.#answered(async (remote) => {
      await remote.setCaptionPace(pace);
      return { ok: true, value: null };
    });
  }

  setPersonalWords(words: readonly PersonalWord[]): Promise<Outcome<number>> {
    return this.#answered((remote) => remote.setPersonalWords(words));
  }

  addModel(modelsUrl: string, source: ModelSource): Promise<Outcome<ModelManifest>> {
    return this.#answered((remote) => remote.addModel(modelsUrl, source));
  }

  removeModel(modelsUrl: string, id: string): Promise<Outcome<null>> {
    return this.#answered((remote) => remote.removeModel(modelsUrl, id));
  }

  startStream(port: MessagePort, start?: StreamStart): Promise<Outcome<null>> {
    return this.#answered((remote) => remote.startStream(transfer(port, [port]), start));
  }

  stopStream(): Promise<Outcome<null>> {
    return this.#answered((remote) => remote.stopStream());
  }

  transcribe(
    file: Blob | DecodedSound,
    path: TranscribePath,
    settings?: FileSettings,
  ): Promise<Outcome<TranscribeResult>> {
    const buffers = file instanceof Blob ? [] : file.channels.map(({ buffer }) => buffer);
    return this.#answered((remote) => remote.transcribe(transfer(file, buffers), path, settings));
  }

  async cancel(): Promise<void> {
    await this.#answered(async (remote) => {
      await remote.cancel();
      return { ok: true, value: null };
    });
  }

  /** Gives up the worker, as if it had died: what it runs on is gone. */
  restart(reason: string): void {
    if (this.#connection !== null) this.#drop(this.#connection, reason);
  }

  /** Once nothing more is on its way: a start needs all that the machine has. */
  async #keepSpare(): Promise<void> {
    const connection = this.#connection;
    if (connection === null) return;
    await this.secondLookSettled();
    if (connection === this.#connection) this.#workers.keepSpare();
  }

  async #answered<T>(call: (remote: Remote<RecognizerApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#connection ??= this.#connect();
    return this.#connection.answered(call);
  }

  #connect(): WorkerConnection<RecognizerApi> {
    const { worker, end } = this.#workers.take();
    const connection = new WorkerConnection<RecognizerApi>(worker);
    void end.then((reason) => {
      this.#drop(connection, reason);
    });
    return connection;
  }

  #drop(connection: WorkerConnection<RecognizerApi>, reason: string): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    connection.end(`The recognizer stopped: ${reason}`);
    this.onBroken();
  }
}
