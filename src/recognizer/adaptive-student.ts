import type { Precision } from '../contract/model-manifest';
import type { ProviderReport, RecognizerListener } from '../contract/recognizer-api';
import type { AcousticModel } from './acoustic-model';

/** A student and what it runs on. */
export interface OpenedStudent {
  readonly model: AcousticModel;
  readonly report: ProviderReport;
}

export interface Adaptation {
  /** The precision that the rule wants at this SNR; undefined where there is no choice. */
  choose(snrDb: number, current: Precision | undefined): Precision | undefined;
  /** Fetches and opens it on the provider in use. Throws where that cannot be done. */
  open(precision: Precision, signal: AbortSignal): Promise<OpenedStudent>;
}

/**
 * The student in use. Where the live input asks for another variant, that is fetched behind it; it takes over at
 * the next swap(), which the stream calls between utterances.
 */
export class AdaptiveStudent {
  #waiting: OpenedStudent | undefined;
  readonly #abort = new AbortController();
  #loading: Promise<void> | undefined;
  /** Could not be had: not asked for again, as every utterance would. */
  readonly #failed = new Set<Precision>();

  constructor(
    private opened: OpenedStudent,
    private readonly adaptation: Adaptation,
    private readonly emit: RecognizerListener,
  ) {}

  get model(): AcousticModel {
    return this.opened.model;
  }

  get report(): ProviderReport {
    return this.opened.report;
  }

  /** The SNR of what was heard last. One variant is fetched at a time. */
  noteSnr(snrDb: number): void {
    if (this.#loading !== undefined || this.#waiting !== undefined || this.#abort.signal.aborted) return;
    const { precision } = this.opened.report;
    const wanted = this.adaptation.choose(snrDb, precision);
    if (wanted === undefined || wanted === precision || this.#failed.has(wanted)) return;
    this.#loading = this.#load(wanted);
  }

  /** Resolves once nothing is on its way. */
  async settled(): Promise<void> {
    await this.#loading;
  }

  /** Puts in what was fetched, at once. The one before must have no call under way. */
  swap(): void {
    const next = this.#waiting;
    if (next === undefined) return;
    this.#waiting = undefined;
    const old = this.opened;
    this.opened = { ...next, report: { ...next.report, refused: old.report.refused } };
    this.emit({ type: 'student-ready', model: next.model.id, provider: this.opened.report });
    // Nothing waits for it to close, and nothing is lost where it fails to.
    old.model.dispose().catch(() => undefined);
  }

  /** Safe to call twice. */
  async dispose(): Promise<void> {
    this.#abort.abort();
    await this.#loading;
    await Promise.all([this.opened.model.dispose(), this.#waiting?.model.dispose()]);
  }

  async #load(precision: Precision): Promise<void> {
    try {
      this.#waiting = await this.adaptation.open(precision, this.#abort.signal);
    } catch {
      // The variant in use goes on: what was asked for would only have been better.
      this.#failed.add(precision);
    } finally {
      this.#loading = undefined;
    }
  }
}
