import { EMPTY_TRACK, nextId } from '../captions/caption-track';
import type { Failure, Outcome } from '../contract/errors';
import type { ProviderReport, RecognizerApi } from '../contract/recognizer-api';
import { asking } from './asking';
import { HangPatience } from './hang-patience';
import { Interruptions, type Interruption } from './interruptions';
import type { LiveInput } from './live-input';
import type { Recovery } from './session-state';
import type { SessionStore } from './session-store';

/** A recognizer whose worker can be given up. */
export interface RestartableRecognizer extends RecognizerApi {
  /** Tells of its end as if it had come by itself. */
  restart(reason: string): void;
}

export interface LiveRecoveryDeps {
  readonly recognizer: RestartableRecognizer;
  readonly ensureEngine: () => Promise<Outcome<ProviderReport>>;
  readonly store: SessionStore;
  readonly nowMs: () => number;
}

/** Keeps a run of live captions going: a recognizer or a source that breaks gives way to another. */
export class LiveRecovery {
  /** Sources that still deliver. */
  #running: readonly LiveInput[];
  readonly #interruptions = new Interruptions();
  #stopRequested = false;
  #recovering: Promise<unknown> = Promise.resolve();
  readonly #patience: HangPatience;

  constructor(
    private readonly inputs: readonly LiveInput[],
    private readonly deps: LiveRecoveryDeps,
  ) {
    this.#running = inputs;
    this.#patience = new HangPatience(deps.nowMs);
  }

  /** To be mended, or the end of a source. */
  add(interruption: Interruption): void {
    this.#interruptions.add(interruption);
  }

  /** The recognizer has answered nothing for so long, while frames waited. */
  unanswered(forMs: number): void {
    if (this.#patience.endsAfter(forMs)) this.deps.recognizer.restart('it does not answer');
  }

  /** Closes the sources; what they hold for the next recognizer goes there first. */
  stop(): void {
    this.#stopRequested = true;
    void this.#recovering.then(() => Promise.all(this.inputs.map((input) => input.close())));
    this.#interruptions.add({ what: 'stop' });
  }

  /** Mends what breaks until the person stops or no source is left. Returns why, where that is a failure. */
  async untilEnd(): Promise<Failure | null> {
    this.#patience.begin();
    for (;;) {
      const broken = await this.#interruptions.next();
      if (broken.what === 'stop') return null;
      const mending =
        broken.what === 'recognizer'
          ? this.#nextRecognizer(broken.failure)
          : this.#nextSource(broken.what, broken.failure);
      this.#recovering = mending;
      const failure = await mending;
      if (this.#running.length === 0) return failure;
      // What broke again meanwhile is the next in line.
      if (failure !== null && broken.what === 'recognizer' && this.#interruptions.empty) return failure;
    }
  }

  /** To be called once the sources are closed. Has all that they heard written, by another recognizer where one breaks. */
  async finish(): Promise<Failure | null> {
    for (;;) {
      const lost = this.#interruptions.takeLost();
      if (lost !== null) {
        const failure = await this.#nextRecognizer(lost);
        if (failure !== null && this.#interruptions.empty) return failure;
      }
      // Frames and calls go by different ports: the end must not overtake the sound.
      const delivered = Promise.all(this.inputs.map((input) => input.delivered));
      await this.#answered(Promise.race([delivered, this.#interruptions.coming()]));
      if (!this.#interruptions.empty) continue;
      const stopped = await this.#answered(this.deps.recognizer.stopStream());
      if (this.#nothingBroke()) return stopped.ok ? null : stopped.failure;
    }
  }

  /** A method, because the compiler takes the value for the one before an await. */
  #nothingBroke(): boolean {
    return this.#interruptions.empty;
  }

  /** What the recognizer is to do. No frames come whose answers would tell that it hangs: it is asked for one. */
  #answered<T>(work: Promise<T>): Promise<T> {
    const { recognizer, store, nowMs } = this.deps;
    return asking(work, {
      ask: () => recognizer.setCaptionPace(store.state.pace),
      onUnanswered: (forMs) => {
        this.unanswered(forMs);
      },
      nowMs,
    });
  }

  /** Loads the models anew and gives them all that the sources' worklets have kept. */
  async #nextRecognizer(failure: Failure): Promise<Failure | null> {
    const { ensureEngine, recognizer, store, nowMs } = this.deps;
    if (this.#interruptions.tooMany(nowMs())) return failure;
    this.#patience.pause();
    this.#tell({ what: 'recognizer', done: false, lostMs: 0 });
    const prepared = await ensureEngine();
    if (!prepared.ok) return prepared.failure;
    // Arrives before what follows it.
    void recognizer.setCaptionPace(store.state.pace);
    const track = store.transcript.sources.at(-1)?.track ?? EMPTY_TRACK;
    const { segments, partials } = track;
    const firstId = nextId(track);
    // Also those that have come to their end: perhaps not all that they heard is written.
    for (const input of this.inputs) {
      const written = segments.filter(({ source }) => source === input.mark);
      const started = await input.redirect(firstId, Math.max(0, ...written.map(({ endMs }) => endMs)));
      if (!started.ok) return started.failure;
      // Their sound is heard again, under other ids.
      for (const { id } of partials.filter(({ source }) => source === input.mark)) {
        store.write({ type: 'recognized', event: { type: 'discarded', id } });
      }
    }
    this.#patience.begin();
    this.#tell({ what: 'recognizer', done: true, lostMs: 0 });
    return null;
  }

  /** Opens a source again; the recognizer takes what was missed meanwhile for silence. */
  async #nextSource(kind: LiveInput['kind'], failure: Failure | null): Promise<Failure | null> {
    const input = this.#running.find((item) => item.kind === kind);
    if (input === undefined) return null;
    if (failure === null || this.#interruptions.tooMany(this.deps.nowMs())) return this.#drop(input, failure);
    this.#tell({ what: kind, done: false, lostMs: 0 });
    if (!(await input.reopen())) return this.#drop(input, failure);
    if (this.#stopRequested) void input.close();
    const started = await input.start({ continues: true });
    if (started.ok) this.#tell({ what: kind, done: true, lostMs: input.lostMs });
    // The recognizer is gone, and the next in line: at the latest now.
    else if (this.#interruptions.empty) this.add({ what: 'recognizer', failure: started.failure });
    return null;
  }

  /** Goes on with the other sources. */
  #drop(input: LiveInput, failure: Failure | null): Failure | null {
    const { store } = this.deps;
    this.#running = this.#running.filter((item) => item !== input);
    void input.close();
    if (failure !== null) {
      store.dispatch({ type: 'recovery-dismissed' });
      if (this.#running.length > 0) {
        store.dispatch({ type: 'sound', event: { type: 'lost', kind: input.kind, failure } });
      }
    }
    return failure;
  }

  #tell(recovery: Recovery): void {
    this.deps.store.dispatch({ type: 'recovery', recovery });
  }
}
