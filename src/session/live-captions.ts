import type { SourceKind } from '../contract/audio-source';
import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi } from '../contract/recognizer-api';
import type { InputRequest } from '../capture/sound-inputs';
import { Deferred } from './deferred';
import { lateEvents } from './late-events';
import { kindsOf, nameOf, type LiveRequest } from './live-request';
import { studentOf } from './session-state';
import type { SessionStore } from './session-store';

export interface OpenedSources {
  /** Closes the sources and delivers what they still hold, then ends their sinks. Safe to call twice. */
  stop(): Promise<void>;
}

/** Opens sources and delivers their frames to the sinks. Must be called in a person's gesture. */
export type OpenSources = (inputs: readonly InputRequest[]) => Promise<Outcome<OpenedSources>>;

export interface LiveCaptionsDeps {
  readonly recognizer: RecognizerApi;
  readonly openSources: OpenSources;
  readonly ensureEngine: () => Promise<Outcome<ProviderReport>>;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  readonly newSourceId: () => string;
  /** Root mean square in dB relative to full scale. */
  readonly onLevel: (rmsDb: number) => void;
}

interface Input {
  readonly kind: SourceKind;
  readonly port: MessagePort;
}

/** Below this level only zeros come. */
const DIGITAL_SILENCE_DB = -100;

/** One run of live captions: from the request, over its loading, to the last utterance. */
export class LiveCaptions {
  #sources: OpenedSources | null = null;
  #stopRequested = false;
  /** Sources that still deliver. */
  readonly #running: Set<SourceKind>;
  readonly #ended = new Deferred<Failure | null>();

  constructor(
    private readonly request: LiveRequest,
    private readonly deps: LiveCaptionsDeps,
  ) {
    this.#running = new Set(kindsOf(request));
  }

  /** Asks for the sources at once and captures while the models load. Resolves when all is written. */
  async run(): Promise<void> {
    const { store } = this.deps;
    store.dispatch({ type: 'listen-requested' });
    const inputs: Input[] = [];
    const opening = this.deps.openSources(
      kindsOf(this.request).map((kind) => {
        const channel = new MessageChannel();
        inputs.push({ kind, port: channel.port2 });
        return this.#input(kind, channel.port1);
      }),
    );
    const preparing = this.deps.ensureEngine();
    const opened = await opening;
    if (!opened.ok) {
      closePorts(inputs);
      store.dispatch(
        this.#stopRequested
          ? { type: 'finished' }
          : { type: 'failed', failure: opened.failure, during: 'listen' },
      );
      return;
    }
    this.#sources = opened.value;
    if (this.#stopRequested) await opened.value.stop();
    const failure = await this.#stream(inputs, preparing);
    await opened.value.stop();
    store.dispatch(failure === null ? { type: 'finished' } : failure);
  }

  /** Closes the sources; what they heard is still written. */
  stop(): void {
    this.#stopRequested = true;
    this.deps.store.dispatch({ type: 'stop-requested' });
    void this.#sources?.stop();
    this.#ended.resolve(null);
  }

  /** Ends the run: the recognizer cannot go on. */
  fail(failure: Failure): void {
    this.#ended.resolve(failure);
  }

  #input(kind: SourceKind, sink: MessagePort): InputRequest {
    return {
      kind,
      sink,
      onReport: (report) => {
        this.#report(kind, report);
      },
      onEnded: (failure) => {
        this.#sourceEnded(kind, failure);
      },
      ...(this.request.kind === 'media' ? { element: this.request.element } : {}),
    };
  }

  async #stream(
    inputs: readonly Input[],
    preparing: Promise<Outcome<ProviderReport>>,
  ): Promise<LiveFailure | null> {
    const { recognizer, store, nowMs, newSourceId } = this.deps;
    const prepared = await preparing;
    if (!prepared.ok) {
      closePorts(inputs);
      return { type: 'failed', failure: prepared.failure, during: 'load' };
    }
    const startedAtMs = nowMs();
    const { kind } = this.request;
    store.write({ type: 'source-started', id: newSourceId(), kind, name: nameOf(this.request), startedAtMs });
    const refused = await this.#startStreams(inputs);
    if (refused !== null) return { type: 'failed', failure: refused, during: 'listen' };
    store.dispatch({ type: 'listening', nowMs: startedAtMs });
    const ended = await this.#ended.promise;
    await this.#sources?.stop();
    const stopped = await recognizer.stopStream();
    await lateEvents();
    store.write({ type: 'source-ended', engine: studentOf(store.state) });
    const failure = ended ?? (stopped.ok ? null : stopped.failure);
    return failure === null ? null : { type: 'failed', failure, during: 'listen' };
  }

  /** Texts are marked with their source where there are several. */
  async #startStreams(inputs: readonly Input[]): Promise<Failure | null> {
    for (const { kind, port } of inputs) {
      const started = await this.deps.recognizer.startStream(port, inputs.length > 1 ? kind : undefined);
      if (!started.ok) return started.failure;
    }
    return null;
  }

  /** The last source ends the run; one of several leaves it to the others. */
  #sourceEnded(kind: SourceKind, failure: Failure | null): void {
    this.#running.delete(kind);
    if (this.#running.size === 0) this.#ended.resolve(failure);
    else if (failure !== null) {
      this.deps.store.dispatch({ type: 'sound', event: { type: 'lost', kind, failure } });
    }
  }

  #report(kind: SourceKind, report: CaptureReport): void {
    const { store, onLevel } = this.deps;
    if (report.type === 'level') onLevel(report.rmsDb);
    // A tab in which nothing plays is silent, and nothing is wrong with it.
    if (kind !== 'microphone') return;
    if (report.type === 'check') {
      const { speechHeard, findings } = report;
      store.dispatch({ type: 'sound', event: { type: 'found', speechHeard, findings } });
    } else if (report.type === 'silent') {
      store.dispatch({ type: 'silence', silent: true });
    } else if (report.peakDb > DIGITAL_SILENCE_DB) {
      store.dispatch({ type: 'silence', silent: false });
    }
  }
}

function closePorts(inputs: readonly Input[]): void {
  for (const { port } of inputs) port.close();
}

interface LiveFailure {
  readonly type: 'failed';
  readonly failure: Failure;
  readonly during: 'load' | 'listen';
}
