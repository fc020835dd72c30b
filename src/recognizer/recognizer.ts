import type { DecodedSound } from '../contract/decoded-sound';
import type { ErrorCode, Outcome } from '../contract/errors';
import type { ModelManifest } from '../contract/model-manifest';
import type { PersonalWord } from '../contract/personal-words';
import type { ModelSource } from '../contract/own-model';
import type {
  CaptionPace,
  FileSettings,
  ProviderReport,
  RecognizerApi,
  RecognizerListener,
  RecognizerOptions,
  StreamStart,
  TranscribePath,
  TranscribeResult,
} from '../contract/recognizer-api';
import { EngineSet } from './engine-set';
import { EventDelivery } from './event-delivery';
import { attempt } from './failure-of';
import type { RecognizerParts } from './recognizer-parts';
import { SharedLoads } from './shared-loads';
import { StreamSet } from './stream-set';
import { transcribeFile } from './transcribe-file';

/** The streams or the file in progress. */
type Work =
  | { readonly kind: 'streams'; readonly streams: StreamSet }
  | { readonly kind: 'file'; readonly abort: AbortController; readonly done: Promise<unknown> };

/** The worker's side of RecognizerApi: owns the engines and the streams or the file in progress. */
export class Recognizer implements RecognizerApi {
  readonly #loads = new SharedLoads<Outcome<ProviderReport>>();
  readonly #events = new EventDelivery();
  #engines: EngineSet | undefined;
  #work: Work | undefined;
  #personalWords: readonly PersonalWord[] = [];
  #nextId = 0;
  #pace: CaptionPace = 'balanced';

  constructor(private readonly parts: RecognizerParts) {
    parts.onDeviceLost(() => {
      this.#events.emit({ type: 'device-lost' });
    });
    parts.onStuck(() => {
      const message = 'The runtime does not answer.';
      this.#events.emit({ type: 'stream-failed', failure: { code: 'provider-failed', message } });
    });
  }

  /** A call with the options of one that is still under way shares its outcome; any other loads anew. */
  prepare(options: RecognizerOptions, listener: RecognizerListener): Promise<Outcome<ProviderReport>> {
    this.#events.listener = listener;
    return this.#loads.run(JSON.stringify(options), () => this.#load(options));
  }

  async secondLookSettled(): Promise<boolean> {
    const isThere = (await this.#engines?.secondLookSettled()) ?? false;
    // As stopStream(): whoever hears of its end asks the page how it ended.
    await this.#events.delivered;
    return isThere;
  }

  async setSecondLook(on: boolean): Promise<void> {
    await this.#engines?.setSecondLook(on);
  }

  setCaptionPace(pace: CaptionPace): Promise<void> {
    this.#pace = pace;
    return Promise.resolve();
  }

  setPersonalWords(words: readonly PersonalWord[]): Promise<Outcome<number>> {
    this.#personalWords = words;
    return attempt(async () => (await this.#engines?.setPersonalWords(words)) ?? 0);
  }

  addModel(modelsUrl: string, source: ModelSource): Promise<Outcome<ModelManifest>> {
    return attempt(() => this.parts.openStore(modelsUrl).add(source));
  }

  removeModel(modelsUrl: string, id: string): Promise<Outcome<null>> {
    return attempt(async () => {
      await this.parts.openStore(modelsUrl).remove(id);
      return null;
    });
  }

  startStream(port: MessagePort, start: StreamStart = {}): Promise<Outcome<null>> {
    const streams = this.#openStreams();
    if (streams === undefined) return Promise.resolve(this.#refusal());
    this.#nextId = Math.max(this.#nextId, start.firstId ?? 0);
    streams.add(port, start);
    return Promise.resolve({ ok: true, value: null });
  }

  async stopStream(): Promise<Outcome<null>> {
    const work = this.#work;
    if (work?.kind === 'streams') {
      await work.streams.end();
      if (this.#work === work) this.#work = undefined;
    }
    // Events and answers go by different ports: what was heard last must not come after the answer.
    await this.#events.delivered;
    return { ok: true, value: null };
  }

  /** Those in progress, or new ones; undefined where something else is. */
  #openStreams(): StreamSet | undefined {
    const engines = this.#engines;
    if (engines === undefined || this.#work?.kind === 'file') return undefined;
    if (this.#work !== undefined) return this.#work.streams.ending ? undefined : this.#work.streams;
    // All cores are for what is said now.
    engines.workers?.end();
    const streams = new StreamSet({
      engines,
      emit: this.#events.emit,
      nextId: this.#takeId,
      clock: 'live',
      pace: () => this.#pace,
    });
    this.#work = { kind: 'streams', streams };
    return streams;
  }

  async transcribe(
    file: Blob | DecodedSound,
    path: TranscribePath,
    settings?: FileSettings,
  ): Promise<Outcome<TranscribeResult>> {
    const engines = this.#engines;
    if (engines === undefined || this.#work !== undefined) return this.#refusal();
    this.#nextId = Math.max(this.#nextId, settings?.firstId ?? 0);
    const abort = new AbortController();
    const done = attempt(() =>
      transcribeFile(file, path, {
        engines,
        decodeAudio: (blob, fromMs) => this.parts.decodeAudio(blob, fromMs),
        emit: this.#events.emit,
        nextId: this.#takeId,
        signal: abort.signal,
        settings,
      }),
    );
    const work: Work = { kind: 'file', abort, done };
    this.#work = work;
    const outcome = await done;
    if (this.#work === work) this.#work = undefined;
    // Events and answers go by different ports: what was heard last must not come after the answer.
    await this.#events.delivered;
    return outcome;
  }

  async cancel(): Promise<void> {
    const work = this.#work;
    if (work?.kind !== 'file') return;
    work.abort.abort();
    await work.done;
  }

  async #load(options: RecognizerOptions): Promise<Outcome<ProviderReport>> {
    await this.cancel();
    await this.stopStream();
    const old = this.#engines;
    this.#engines = undefined;
    await old?.dispose();
    const outcome = await attempt(async () => {
      const engines = await EngineSet.load(this.parts, options, this.#events.emit);
      this.#engines = engines;
      // What it comes to is told to whoever sets the list.
      engines.setPersonalWords(this.#personalWords).catch(() => undefined);
      return engines.report;
    });
    // As stopStream(): the page knows that the models are ready before it goes on with what waits for them.
    await this.#events.delivered;
    return outcome;
  }

  #refusal(): Outcome<never> {
    const message =
      this.#engines === undefined
        ? 'The speech model is not loaded yet.'
        : 'Another recording is still being transcribed.';
    const code: ErrorCode = 'internal';
    return { ok: false, failure: { code, message } };
  }

  readonly #takeId = (): number => this.#nextId++;
}
