import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi } from '../contract/recognizer-api';
import { Deferred } from './deferred';
import { lateEvents } from './late-events';
import { studentOf } from './session-state';
import type { SessionStore } from './session-store';

export interface OpenedMicrophone {
  /** Closes the device and delivers what it still holds, then ends the sink. Safe to call twice. */
  stop(): Promise<void>;
}

/** Opens the microphone and delivers its frames to the sink. Must be called in a person's gesture. */
export type OpenMicrophone = (
  sink: MessagePort,
  onReport: (report: CaptureReport) => void,
  onLost: (failure: Failure) => void,
) => Promise<Outcome<OpenedMicrophone>>;

export interface LiveCaptionsDeps {
  readonly recognizer: RecognizerApi;
  readonly openMicrophone: OpenMicrophone;
  readonly ensureEngine: () => Promise<Outcome<ProviderReport>>;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  readonly newSourceId: () => string;
  /** Root mean square in dB relative to full scale. */
  readonly onLevel: (rmsDb: number) => void;
}

/** Below this level only zeros come. */
const DIGITAL_SILENCE_DB = -100;

/** One run of the microphone: from the request, over its loading, to the last utterance. */
export class LiveCaptions {
  #microphone: OpenedMicrophone | null = null;
  #stopRequested = false;
  readonly #ended = new Deferred<Failure | null>();

  constructor(private readonly deps: LiveCaptionsDeps) {}

  /** Asks for the microphone at once and captures while the models load. Resolves when all is written. */
  async run(): Promise<void> {
    const { store } = this.deps;
    store.dispatch({ type: 'listen-requested' });
    const channel = new MessageChannel();
    const opening = this.deps.openMicrophone(
      channel.port1,
      (report) => {
        this.#report(report);
      },
      (failure) => {
        this.#ended.resolve(failure);
      },
    );
    const preparing = this.deps.ensureEngine();
    const opened = await opening;
    if (!opened.ok) {
      channel.port2.close();
      store.dispatch(
        this.#stopRequested
          ? { type: 'finished' }
          : { type: 'failed', failure: opened.failure, during: 'listen' },
      );
      return;
    }
    this.#microphone = opened.value;
    if (this.#stopRequested) await opened.value.stop();
    const failure = await this.#stream(channel.port2, preparing);
    await opened.value.stop();
    store.dispatch(failure === null ? { type: 'finished' } : failure);
  }

  /** Closes the microphone; what it heard is still written. */
  stop(): void {
    this.#stopRequested = true;
    this.deps.store.dispatch({ type: 'stop-requested' });
    void this.#microphone?.stop();
    this.#ended.resolve(null);
  }

  /** Ends the run: the recognizer cannot go on. */
  fail(failure: Failure): void {
    this.#ended.resolve(failure);
  }

  async #stream(port: MessagePort, preparing: Promise<Outcome<ProviderReport>>): Promise<LiveFailure | null> {
    const { recognizer, store, nowMs, newSourceId } = this.deps;
    const prepared = await preparing;
    if (!prepared.ok) {
      port.close();
      return { type: 'failed', failure: prepared.failure, during: 'load' };
    }
    const startedAtMs = nowMs();
    store.write({
      type: 'source-started',
      id: newSourceId(),
      kind: 'microphone',
      name: 'Microphone',
      startedAtMs,
    });
    await recognizer.setCaptionPace(store.state.pace);
    const started = await recognizer.startStream(port);
    if (!started.ok) return { type: 'failed', failure: started.failure, during: 'listen' };
    store.dispatch({ type: 'listening', nowMs: startedAtMs });
    const ended = await this.#ended.promise;
    await this.#microphone?.stop();
    const stopped = await recognizer.stopStream();
    await lateEvents();
    store.write({ type: 'source-ended', engine: studentOf(store.state) });
    const failure = ended ?? (stopped.ok ? null : stopped.failure);
    return failure === null ? null : { type: 'failed', failure, during: 'listen' };
  }

  #report(report: CaptureReport): void {
    const { store, onLevel } = this.deps;
    if (report.type === 'silent') {
      store.dispatch({ type: 'silence', silent: true });
      return;
    }
    if (report.peakDb > DIGITAL_SILENCE_DB) store.dispatch({ type: 'silence', silent: false });
    onLevel(report.rmsDb);
  }
}

interface LiveFailure {
  readonly type: 'failed';
  readonly failure: Failure;
  readonly during: 'load' | 'listen';
}
