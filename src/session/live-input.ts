import type { InputRequest } from '../capture/sound-inputs';
import type { CaptureHandle, Continuation } from '../capture/start-capture';
import type { SourceKind } from '../contract/audio-source';
import type { MissedSound } from '../captions/transcript';
import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import type { RecognizerApi, StreamStart } from '../contract/recognizer-api';
import { SourceClock } from './source-clock';

/** Opens sources and delivers their frames to the sinks. Must be called in a person's gesture. */
export type OpenSources = (inputs: readonly InputRequest[]) => Promise<Outcome<readonly CaptureHandle[]>>;

/** Less is not worth a mark in the transcript. */
const SHORTEST_MISSED_MS = 500;

export interface LiveInputOptions {
  readonly kind: SourceKind;
  /** What its texts are marked with; absent where it is the only source. */
  readonly mark?: SourceKind;
  /** What to listen to, where the kind is 'media'. */
  readonly element?: HTMLMediaElement;
  /** Whether its sound is to be kept beside its text. */
  readonly keepSound?: boolean;
  readonly recognizer: RecognizerApi;
  readonly openSources: OpenSources;
  readonly nowMs: () => number;
  readonly onReport: (report: CaptureReport) => void;
  /** Told of sound that never came, and where it is missing. */
  readonly onMissed: (missed: MissedSound) => void;
  /** @param failure null where the source came to its end. */
  readonly onEnded: (failure: Failure | null) => void;
}

/** One source of a run of live captions, and its stream in the recognizer. */
export class LiveInput {
  readonly #clock: SourceClock;
  #handle: CaptureHandle | undefined;
  /** From the newest handle to the recognizer. */
  #frames = new MessageChannel();

  constructor(private readonly options: LiveInputOptions) {
    this.#clock = new SourceClock(options.nowMs);
  }

  get kind(): SourceKind {
    return this.options.kind;
  }

  get mark(): SourceKind | undefined {
    return this.options.mark;
  }

  /** What was missed before the newest reopen(). */
  get lostMs(): number {
    return this.#clock.lostMs;
  }

  /** Once it is closed: settles when the newest recognizer has all of its sound; never where that is gone. */
  get delivered(): Promise<void> {
    return this.#handle?.delivered ?? Promise.resolve();
  }

  /** Asks for it; opened() is to follow. */
  request(continuation?: Continuation): InputRequest {
    const { kind, element, onReport, onEnded } = this.options;
    return {
      kind,
      sink: this.#frames.port1,
      onReport: (report) => {
        if (report.type === 'level') this.#clock.note(report.capturedMs);
        if (report.type === 'gap') this.#tellMissed(this.#clock.positionMs, report.gapMs);
        onReport(report);
      },
      onEnded,
      ...(element && { element }),
      ...(continuation && { continuation }),
    };
  }

  opened(handle: CaptureHandle | undefined): void {
    this.#handle = handle;
  }

  /** Has the recognizer take the frames of what was opened last. */
  async start(start: StreamStart = {}): Promise<Outcome<null>> {
    const started = await this.options.recognizer.startStream(this.#frames.port2, this.#marked(start));
    const { startMs, lostMs } = this.#clock;
    if (started.ok && start.continues === true) this.#tellMissed(startMs - lostMs, lostMs);
    return started;
  }

  /** Opens it again, with its device where that is still on; start() is to follow. False where it cannot be had. */
  async reopen(): Promise<boolean> {
    const before = this.#handle;
    if (before === undefined) return false;
    this.#frames = new MessageChannel();
    const request = this.request({ before, startMs: () => this.#clock.restart() });
    const opened = await this.options.openSources([request]);
    void before.stop();
    if (opened.ok) this.opened(opened.value[0]);
    else this.abandon();
    return opened.ok;
  }

  /**
   * Gives a recognizer that takes the place of another all that the source has kept, and what comes.
   *
   * @param writtenMs end of its last final text.
   */
  async redirect(firstId: number, writtenMs: number): Promise<Outcome<null>> {
    const { port1, port2 } = new MessageChannel();
    const started = await this.options.recognizer.startStream(port2, this.#marked({ firstId }));
    if (started.ok) this.#handle?.redirect(port1, writtenMs);
    return started;
  }

  /** Switches it off; what it heard is still delivered. Safe to call twice. */
  async close(): Promise<void> {
    await this.#handle?.stop();
  }

  /** Nobody is going to take its frames. */
  abandon(): void {
    this.#frames.port2.close();
  }

  #tellMissed(startMs: number, lengthMs: number): void {
    const { mark, onMissed } = this.options;
    if (lengthMs >= SHORTEST_MISSED_MS) onMissed({ startMs, lengthMs, ...(mark && { source: mark }) });
  }

  #marked(start: StreamStart): StreamStart {
    const { mark, keepSound = false } = this.options;
    return { ...start, ...(mark && { source: mark }), ...(keepSound && { keepSound }) };
  }
}
