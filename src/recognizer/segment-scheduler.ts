import type { Segment } from '../contract/transcript';
import { untilCancelled } from './cancellation';
import { RunnerGone, type SegmentRunner } from './segment-runner';
import type { PlacedUtterance } from './utterance-text';

/** Who may write segments now. */
export interface Runners {
  inUse(): readonly SegmentRunner[];
  /** Calls back after each change of who is in use. */
  onChange(listener: () => void): void;
}

export interface SchedulerOptions {
  readonly runners: Runners;
  readonly signal: AbortSignal;
  /** Called for each utterance, in the order of the file. @param segment undefined where there were no words. */
  readonly deliver: (segment: Segment | undefined, endMs: number) => void;
  /** Called for each utterance as soon as it is written, in whatever order. */
  readonly onWritten?: (utterance: PlacedUtterance, runner: SegmentRunner) => void;
}

interface Job {
  /** Place in the file, from 0. */
  readonly place: number;
  readonly utterance: PlacedUtterance;
}

/** Gives the utterances of a file to runners that are free, and what they write on in the order of the file. */
export class SegmentScheduler {
  readonly #waiting: Job[] = [];
  readonly #busy = new Set<SegmentRunner>();
  /** By place: written, but something before it is not. */
  readonly #held = new Map<number, { readonly segment: Segment | undefined; readonly endMs: number }>();
  #added = 0;
  #written = 0;
  #delivered = 0;
  #failure: { readonly error: unknown } | undefined;
  #tell: () => void = () => undefined;
  #changed = this.#nextChange();

  constructor(private readonly options: SchedulerOptions) {
    options.runners.onChange(() => {
      this.#assign();
    });
  }

  /**
   * Resolves when the next utterance is wanted, so that no more are in memory than runners have a use for.
   *
   * @throws what a runner throws; RecognizerFailure 'cancelled'.
   */
  async add(utterance: PlacedUtterance): Promise<void> {
    this.#waiting.push({ place: this.#added++, utterance });
    this.#assign();
    await this.#until(() => this.#unwritten < this.#capacity());
  }

  /** Resolves when all is delivered. Throws as add() does. */
  finish(): Promise<void> {
    return this.#until(() => this.#unwritten === 0);
  }

  get #unwritten(): number {
    return this.#added - this.#written;
  }

  #capacity(): number {
    return this.options.runners.inUse().reduce((sum, { capacity }) => sum + capacity, 0);
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (this.#failure === undefined && !isSo()) await untilCancelled(this.#changed, this.options.signal);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  /** Also tells whoever waits: capacity and what is written may be others than before. */
  #assign(): void {
    for (const runner of this.options.runners.inUse()) {
      if (this.#waiting.length === 0 || this.#failure !== undefined || this.options.signal.aborted) break;
      if (this.#busy.has(runner)) continue;
      void this.#run(runner, this.#waiting.splice(0, runner.batchSegments));
    }
    const tell = this.#tell;
    this.#changed = this.#nextChange();
    tell();
  }

  async #run(runner: SegmentRunner, jobs: readonly Job[]): Promise<void> {
    this.#busy.add(runner);
    try {
      const utterances = jobs.map(({ utterance }) => utterance);
      const segments = await runner.write(utterances, this.options.signal);
      for (const [at, job] of jobs.entries()) {
        this.#take(job, segments[at]);
        this.options.onWritten?.(job.utterance, runner);
      }
    } catch (error) {
      if (error instanceof RunnerGone) this.#putBack(jobs);
      else this.#failure ??= { error };
    }
    this.#busy.delete(runner);
    this.#assign();
  }

  #putBack(jobs: readonly Job[]): void {
    this.#waiting.push(...jobs);
    this.#waiting.sort((one, other) => one.place - other.place);
  }

  #take({ place, utterance }: Job, segment: Segment | undefined): void {
    this.#written += 1;
    this.#held.set(place, { segment, endMs: utterance.endMs });
    for (;;) {
      const next = this.#held.get(this.#delivered);
      if (next === undefined) return;
      this.#held.delete(this.#delivered);
      this.#delivered += 1;
      this.options.deliver(next.segment, next.endMs);
    }
  }
}
