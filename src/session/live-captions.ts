import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi } from '../contract/recognizer-api';
import { Interruptions, type Interruption } from './interruptions';
import { lateEvents } from './late-events';
import { MicrophoneClock } from './microphone-clock';
import { studentOf } from './session-state';
import type { SessionStore } from './session-store';

export interface OpenedMicrophone {
  /** Closes the device and delivers what it still holds, then ends the sink. Safe to call twice. */
  stop(): Promise<void>;
  /** Delivers all that is not yet final text again, to another recognizer, and what comes. */
  redirect(sink: MessagePort): void;
  /** Gives up the device without switching it off; null where it is off already. */
  takeStream(): MediaStream | null;
}

/** Opens the microphone and delivers its frames to the sink. Must be called in a person's gesture. */
export type OpenMicrophone = (
  sink: MessagePort,
  onReport: (report: CaptureReport) => void,
  onLost: (failure: Failure) => void,
  continuation?: { readonly before: OpenedMicrophone; readonly startMs: () => number },
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
  readonly #interruptions = new Interruptions();
  readonly #clock: MicrophoneClock;
  #recovering: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: LiveCaptionsDeps) {
    this.#clock = new MicrophoneClock(deps.nowMs);
  }

  /** Asks for the microphone at once and captures while the models load. Resolves when all is written. */
  async run(): Promise<void> {
    const { store } = this.deps;
    store.dispatch({ type: 'listen-requested' });
    const channel = new MessageChannel();
    const opening = this.#open(channel.port1);
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
    await this.#microphone.stop();
    store.dispatch(failure === null ? { type: 'finished' } : failure);
  }

  /** Closes the microphone; what it heard is still written. */
  stop(): void {
    this.#stopRequested = true;
    this.deps.store.dispatch({ type: 'stop-requested' });
    // What it holds for the next recognizer goes there first.
    void this.#recovering.then(() => this.#microphone?.stop());
    this.#interruptions.add({ what: 'stop' });
  }

  /** The recognizer is gone with its models: another takes its place. */
  recognizerLost(failure: Failure): void {
    this.#interruptions.add({ what: 'recognizer', failure });
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
    const ended = await this.#untilEnd();
    await this.#microphone?.stop();
    const stopped = await recognizer.stopStream();
    await lateEvents();
    store.write({ type: 'source-ended', engine: studentOf(store.state) });
    const failure = ended ?? (stopped.ok ? null : stopped.failure);
    return failure === null ? null : { type: 'failed', failure, during: 'listen' };
  }

  /** Mends what breaks until the person stops; returns why, where it cannot be mended. */
  async #untilEnd(): Promise<Failure | null> {
    for (;;) {
      const interruption = await this.#interruptions.next();
      if (interruption.what === 'stop') return null;
      if (this.#interruptions.tooMany(this.deps.nowMs())) return interruption.failure;
      const recovery = this.#recover(interruption);
      this.#recovering = recovery;
      const failure = await recovery;
      // What broke again meanwhile is the next in line.
      if (failure !== null && this.#interruptions.empty) return failure;
    }
  }

  async #recover(broken: Exclude<Interruption, { what: 'stop' }>): Promise<Failure | null> {
    const { store } = this.deps;
    const { what } = broken;
    store.dispatch({ type: 'recovery', recovery: { what, done: false, lostMs: 0 } });
    const outcome =
      what === 'recognizer' ? await this.#nextRecognizer() : await this.#nextMicrophone(broken.failure);
    if (!outcome.ok) return outcome.failure;
    store.dispatch({ type: 'recovery', recovery: { what, done: true, lostMs: outcome.value } });
    return null;
  }

  /** Loads the models anew and gives them all that the microphone's worklet has kept. */
  async #nextRecognizer(): Promise<Outcome<number>> {
    const { ensureEngine, recognizer, store } = this.deps;
    const prepared = await ensureEngine();
    if (!prepared.ok) return prepared;
    await recognizer.setCaptionPace(store.state.pace);
    const { partials, segments } = store.transcript.sources.at(-1)?.track ?? { partials: [], segments: [] };
    const firstId = 1 + Math.max(-1, ...partials.map(({ id }) => id), ...segments.map(({ id }) => id));
    const channel = new MessageChannel();
    const started = await recognizer.startStream(channel.port2, { firstId });
    if (!started.ok) return started;
    // Their sound is heard again, under other ids.
    for (const { id } of partials) store.write({ type: 'recognized', event: { type: 'discarded', id } });
    this.#microphone?.redirect(channel.port1);
    return { ok: true, value: 0 };
  }

  /** Opens the microphone again; the recognizer takes what was missed meanwhile for silence. */
  async #nextMicrophone(failure: Failure): Promise<Outcome<number>> {
    const before = this.#microphone;
    if (before === null) return { ok: false, failure };
    const channel = new MessageChannel();
    const opened = await this.#open(channel.port1, { before, startMs: () => this.#clock.restart() });
    void before.stop();
    if (!opened.ok) return { ok: false, failure };
    this.#microphone = opened.value;
    if (this.#stopRequested) void opened.value.stop();
    const started = await this.deps.recognizer.startStream(channel.port2, { continues: true });
    return started.ok ? { ok: true, value: this.#clock.lostMs } : started;
  }

  #open(sink: MessagePort, continuation?: Parameters<OpenMicrophone>[3]): Promise<Outcome<OpenedMicrophone>> {
    return this.deps.openMicrophone(
      sink,
      (report) => {
        this.#report(report);
      },
      (failure) => {
        this.#interruptions.add({ what: 'microphone', failure });
      },
      continuation,
    );
  }

  #report(report: CaptureReport): void {
    const { store, onLevel } = this.deps;
    if (report.type === 'silent') {
      store.dispatch({ type: 'silence', silent: true });
      return;
    }
    if (report.type === 'gap') {
      const recovery = { what: 'microphone', done: true, lostMs: report.gapMs } as const;
      store.dispatch({ type: 'recovery', recovery });
      return;
    }
    this.#clock.note(report.capturedMs);
    if (report.peakDb > DIGITAL_SILENCE_DB) store.dispatch({ type: 'silence', silent: false });
    onLevel(report.rmsDb);
  }
}

interface LiveFailure {
  readonly type: 'failed';
  readonly failure: Failure;
  readonly during: 'load' | 'listen';
}
