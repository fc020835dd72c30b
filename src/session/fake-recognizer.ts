import type { DecodedSound } from '../contract/decoded-sound';
import type { Failure, Outcome } from '../contract/errors';
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
import type { Segment } from '../contract/transcript';
import { Deferred } from './deferred';

export const REPORT: ProviderReport = {
  provider: 'wasm',
  threads: 2,
  adapter: '',
  refused: [],
  goldenError: 0,
};

const MANIFEST = {
  schema: 1,
  id: 'own',
  version: '1',
  name: 'Own student',
  licence: 'MIT',
  languages: ['en'],
  kind: 'ctc-log-mel',
  files: [{ role: 'tokens', path: 'tokens.json', bytes: 7, sha256: '' }],
} as unknown as ModelManifest;

export function segmentOf(id: number, text: string): Segment {
  return { id, text, words: [], startMs: id * 1000, endMs: id * 1000 + 500, engine: 'second' };
}

/** A recognizer that does what a test tells it, and notes what it was asked. */
export class FakeRecognizer implements RecognizerApi {
  readonly calls: string[] = [];
  /** Of each prepare(): whether a recognizer that is gone had these models. */
  readonly again: boolean[] = [];
  /** Of each prepare(). */
  readonly options: RecognizerOptions[] = [];
  listener: RecognizerListener = () => undefined;
  /** What calls answer with, by method; a failure of transcribe() counts for one call. */
  readonly failures: { prepare?: Failure; startStream?: Failure; transcribe?: Failure; addModel?: Failure } =
    {};
  /** What addModel() answers with. */
  added: ModelManifest = MANIFEST;
  /** Ids of students with which prepare() fails, and how. */
  readonly failingStudents = new Map<string, Failure>();
  /** Resolve to let prepare() answer; already resolved where a test does not care. */
  prepared = new Deferred<null>();
  secondLook = new Deferred<boolean>();
  /** Resolve to let stopStream() answer; already resolved where a test does not care. */
  stopped = new Deferred<Outcome<null>>();
  /** Resolve to let transcribe() answer. */
  transcribed = new Deferred<null>();

  constructor() {
    this.prepared.resolve(null);
    this.secondLook.resolve(true);
    this.stopped.resolve({ ok: true, value: null });
    this.transcribed.resolve(null);
  }

  async prepare(options: RecognizerOptions, listener: RecognizerListener): Promise<Outcome<ProviderReport>> {
    const { provider, secondLook, precision = 'auto', model } = options;
    const bits = precision === 'auto' ? undefined : precision;
    this.calls.push(['prepare', provider, secondLook ? 'on' : 'off', bits, model].filter(Boolean).join(' '));
    this.again.push(options.again === true);
    this.options.push(options);
    this.listener = listener;
    await this.prepared.promise;
    if (this.failures.prepare !== undefined) return { ok: false, failure: this.failures.prepare };
    const failure = model === undefined ? undefined : this.failingStudents.get(model);
    if (failure !== undefined) return { ok: false, failure };
    listener({ type: 'student-ready', model: model ?? 'student', provider: REPORT });
    void this.secondLook.promise.then((ready) => {
      if (ready) listener({ type: 'second-look-ready', model: 'second' });
    });
    return { ok: true, value: REPORT };
  }

  secondLookSettled(): Promise<boolean> {
    return this.secondLook.promise;
  }

  setSecondLook(on: boolean): Promise<void> {
    this.calls.push(`setSecondLook ${on ? 'on' : 'off'}`);
    return Promise.resolve();
  }

  setCaptionPace(pace: CaptionPace): Promise<void> {
    this.calls.push(`setCaptionPace ${pace}`);
    return Promise.resolve();
  }

  setPersonalWords(words: readonly PersonalWord[]): Promise<Outcome<number>> {
    this.calls.push(`setPersonalWords ${words.map(({ text }) => text).join(' ')}`);
    return Promise.resolve({ ok: true, value: words.length });
  }

  addModel(_modelsUrl: string, source: ModelSource): Promise<Outcome<ModelManifest>> {
    this.calls.push(`addModel ${source.kind}`);
    return Promise.resolve(answer(this.failures.addModel, this.added));
  }

  removeModel(_modelsUrl: string, id: string): Promise<Outcome<null>> {
    this.calls.push(`removeModel ${id}`);
    return Promise.resolve({ ok: true, value: null });
  }

  /** Called by restart(), as by the death of a worker. */
  lost: () => void = () => undefined;

  restart(): void {
    this.calls.push('restart');
    this.lost();
  }

  startStream(_port: MessagePort, start: StreamStart = {}): Promise<Outcome<null>> {
    const given = Object.keys(start).length === 0 ? [] : [JSON.stringify(start)];
    this.calls.push(['startStream', ...given].join(' '));
    return Promise.resolve(answer(this.failures.startStream, null));
  }

  stopStream(): Promise<Outcome<null>> {
    this.calls.push('stopStream');
    return this.stopped.promise;
  }

  async transcribe(
    file: Blob | DecodedSound,
    path: TranscribePath,
    { text, memory, fromMs = 0, toMs, secondLook, firstId = 0 }: FileSettings = {},
  ): Promise<Outcome<TranscribeResult>> {
    const name = file instanceof File ? file.name : file instanceof Blob ? 'blob' : 'decoded';
    const from = fromMs > 0 ? `from ${String(fromMs)}` : undefined;
    const to = toMs === undefined ? undefined : `to ${String(toMs)}`;
    const alone = secondLook === 'off' ? 'alone' : undefined;
    this.calls.push(['transcribe', name, path, text, memory, from, to, alone].filter(Boolean).join(' '));
    await this.transcribed.promise;
    const failure = this.failures.transcribe;
    delete this.failures.transcribe;
    const segment = segmentOf(firstId, `text of ${name}`);
    if (failure === undefined) this.listener({ type: 'final', segment });
    return answer(failure, {
      segments: [segment],
      audioMs: 1000,
      wallMs: 10,
      minutesMs: [10],
      workers: 0,
      provider: 'wasm',
      models: ['student', 'second'],
    });
  }

  cancel(): Promise<void> {
    this.calls.push('cancel');
    this.failures.transcribe = { code: 'cancelled', message: 'Cancelled.' };
    this.transcribed.resolve(null);
    return Promise.resolve();
  }
}

function answer<T>(failure: Failure | undefined, value: T): Outcome<T> {
  return failure === undefined ? { ok: true, value } : { ok: false, failure };
}
