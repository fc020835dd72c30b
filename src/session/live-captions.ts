import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport } from '../contract/recognizer-api';
import { LiveInput, type OpenSources } from './live-input';
import { LiveRecovery, type RestartableRecognizer } from './live-recovery';
import { kindsOf, nameOf, type LiveRequest } from './live-request';
import { studentOf } from './session-state';
import type { SessionStore } from './session-store';
import { noteReport } from './source-report';

export interface LiveCaptionsDeps {
  readonly recognizer: RestartableRecognizer;
  readonly openSources: OpenSources;
  readonly ensureEngine: () => Promise<Outcome<ProviderReport>>;
  readonly store: SessionStore;
  readonly nowMs: () => number;
  readonly newSourceId: () => string;
  /** Root mean square in dB relative to full scale. */
  readonly onLevel: (rmsDb: number) => void;
}

/** One run of live captions: from the request, over its loading, to the last utterance. */
export class LiveCaptions {
  readonly #inputs: readonly LiveInput[];
  readonly #recovery: LiveRecovery;
  #stopRequested = false;

  constructor(
    private readonly request: LiveRequest,
    private readonly deps: LiveCaptionsDeps,
  ) {
    const kinds = kindsOf(request);
    this.#inputs = kinds.map(
      (kind) =>
        new LiveInput({
          ...deps,
          kind,
          keepSound: deps.store.state.sound.keep,
          // Texts are marked with their source where there are several.
          ...(kinds.length > 1 && { mark: kind }),
          ...(request.kind === 'media' && { element: request.element }),
          onReport: (report) => {
            if (report.type === 'level') deps.onLevel(report.rmsDb);
            if (report.type === 'unanswered') this.#recovery.unanswered(report.forMs);
            else noteReport(deps.store, kind, report);
          },
          onMissed: (missed) => {
            deps.store.write({ type: 'sound-missed', missed });
          },
          onEnded: (failure) => {
            this.#recovery.add({ what: kind, failure });
          },
        }),
    );
    this.#recovery = new LiveRecovery(this.#inputs, deps);
  }

  /** Asks for the sources at once and captures while the models load. Resolves when all is written. */
  async run(): Promise<void> {
    const { store, nowMs } = this.deps;
    store.dispatch({ type: 'listen-requested' });
    const opening = this.deps.openSources(this.#inputs.map((input) => input.request()));
    const preparing = this.deps.ensureEngine();
    const opened = await opening;
    if (!opened.ok) {
      this.#abandon();
      store.dispatch(
        this.#stopRequested
          ? { type: 'finished' }
          : { type: 'failed', failure: opened.failure, during: 'listen' },
      );
      return;
    }
    // Times of the text count from here, however long the models take.
    const startedAtMs = nowMs();
    this.#inputs.forEach((input, index) => {
      input.opened(opened.value[index]);
    });
    if (this.#stopRequested) await this.#close();
    const failure = await this.#stream(preparing, startedAtMs);
    await this.#close();
    store.dispatch(failure ?? { type: 'finished' });
  }

  /** Closes the sources; what they heard is still written. */
  stop(): void {
    this.#stopRequested = true;
    this.deps.store.dispatch({ type: 'stop-requested' });
    this.#recovery.stop();
  }

  /** The recognizer is gone with its models: another takes its place. */
  recognizerLost(failure: Failure): void {
    this.#recovery.add({ what: 'recognizer', failure });
  }

  async #stream(
    preparing: Promise<Outcome<ProviderReport>>,
    startedAtMs: number,
  ): Promise<LiveFailure | null> {
    const { recognizer, store, newSourceId } = this.deps;
    const prepared = await preparing;
    if (!prepared.ok) {
      this.#abandon();
      return { type: 'failed', failure: prepared.failure, during: 'load' };
    }
    const { kind } = this.request;
    store.write({ type: 'source-started', id: newSourceId(), kind, name: nameOf(this.request), startedAtMs });
    await recognizer.setCaptionPace(store.state.pace);
    for (const input of this.#inputs) {
      const started = await input.start();
      if (!started.ok) return { type: 'failed', failure: started.failure, during: 'listen' };
    }
    store.dispatch({ type: 'listening', nowMs: startedAtMs });
    const ended = await this.#recovery.untilEnd();
    await this.#close();
    const unwritten = await this.#recovery.finish();
    store.write({ type: 'source-ended', engine: studentOf(store.state) });
    const failure = ended ?? unwritten;
    return failure === null ? null : { type: 'failed', failure, during: 'listen' };
  }

  async #close(): Promise<void> {
    await Promise.all(this.#inputs.map((input) => input.close()));
  }

  #abandon(): void {
    for (const input of this.#inputs) input.abandon();
  }
}

interface LiveFailure {
  readonly type: 'failed';
  readonly failure: Failure;
  readonly during: 'load' | 'listen';
}
