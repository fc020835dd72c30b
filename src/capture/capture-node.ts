import type { CaptureCommand, CaptureMessage, CaptureReport, LastBatch } from '../contract/capture-messages';
import type { Failure } from '../contract/errors';
import { guardContext } from './context-guard';
import { deliverLast } from './last-batches';
import { withTimeout } from './timeout';

/** The name that workers/capture.worklet.ts registers. */
const PROCESSOR_NAME = 'capture';
/** The worklet waits for nobody: where it has not stopped by then it is gone; */
const STOP_TIMEOUT_MS = 10_000;
/** where its sound engine stands still, sooner. */
const STANDING_TIMEOUT_MS = 2_000;
/** The browser holds back what came in a shorter one, and delivers it. */
const SHORTEST_GAP_MS = 200;

/** The page's end of the capture worklet. The stream under it can change while it runs. */
export class CaptureNode {
  /** Called when a track of the stream in use ended by itself. */
  onTrackEnded: () => void = () => undefined;
  readonly #context: AudioContext;
  #source: MediaStreamAudioSourceNode;
  readonly #node: AudioWorkletNode;
  #tracks: readonly MediaStreamTrack[] = [];
  readonly #onReport: (report: CaptureReport) => void;
  readonly #onEnded: (failure: Failure | null) => void;
  readonly #stopped: Promise<void>;
  #resolveStopped: () => void = () => undefined;
  #delivered: Promise<void> = Promise.resolve();
  #paused = false;
  /** Lost or stopped: nothing more is told. */
  #over = false;
  /** null until it is stopped. */
  #rest: readonly LastBatch[] | null = null;

  /**
   * @param sinkPort null to listen for reports alone.
   * @throws InvalidStateError or NotSupportedError where the browser cannot join stream and context.
   */
  constructor(
    context: AudioContext,
    stream: MediaStream,
    sinkPort: MessagePort | null,
    onReport: (report: CaptureReport) => void,
    onEnded: (failure: Failure | null) => void,
    startMs: number,
  ) {
    this.#context = context;
    this.#onReport = onReport;
    this.#onEnded = onEnded;
    this.#stopped = new Promise((resolve) => (this.#resolveStopped = resolve));
    this.#source = context.createMediaStreamSource(stream);
    this.#node = new AudioWorkletNode(context, PROCESSOR_NAME);
    this.#node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      this.#receive(data);
    };
    this.#node.onprocessorerror = () => {
      this.end({ code: 'microphone-failed', message: 'The capture worklet failed.' });
    };
    guardContext(context, {
      onGap: (gapMs) => {
        this.#skip(gapMs);
      },
      onStopped: () => {
        this.end({ code: 'microphone-failed', message: 'The browser stopped its sound engine.' });
      },
    });
    this.#watch(stream);
    if (sinkPort === null) this.#send({ type: 'check' });
    else this.#send({ type: 'start', sink: sinkPort, startMs }, [sinkPort]);
    // Its output is silence; some browsers run only nodes that lead to the destination.
    this.#source.connect(this.#node).connect(context.destination);
  }

  /** Once it is stopped: settles when the sink has every frame and the end; never where that is gone. */
  get delivered(): Promise<void> {
    return this.#delivered;
  }

  /**
   * Delivers all that is not yet final text again, to another recognizer, and what comes.
   *
   * @param writtenMs once it is stopped, the end of what is final text.
   */
  redirect(sink: MessagePort, writtenMs: number): void {
    if (this.#rest !== null) this.#delivered = deliverLast(this.#rest, sink, writtenMs);
    else this.#send({ type: 'redirect', sink }, [sink]);
  }

  /** Lets go of its stream without stopping it: another node goes on with it. null where it is at its end. */
  detach(): MediaStream | null {
    if (!this.#tracks.some(({ readyState }) => readyState === 'live')) return null;
    for (const track of this.#tracks) track.onended = null;
    this.#tracks = [];
    return this.#source.mediaStream;
  }

  /**
   * Goes on with another stream, whatever its rate; in between there is silence, so that times stay true. A stream
   * that comes too late is stopped.
   *
   * @throws InvalidStateError or NotSupportedError where the browser cannot join stream and context.
   */
  use(stream: MediaStream): void {
    if (this.#over) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    const source = this.#context.createMediaStreamSource(stream);
    for (const track of this.#tracks) track.stop();
    this.#source.disconnect();
    this.#source = source;
    this.#watch(stream);
    this.#send({ type: 'source-changed' });
    source.connect(this.#node);
  }

  /** While paused no time passes in the stream. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!this.#over) this.#send({ type: 'pause', paused });
  }

  /** Tells that the source is at its end, once. @param failure null where that is nothing wrong. */
  end(failure: Failure | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#onEnded(failure);
  }

  /** Ends capture; resolves when the last frame is on its way to the sink. */
  async stop(): Promise<void> {
    this.#over = true;
    this.#send({ type: 'stop' });
    for (const track of this.#tracks) track.stop();
    const timeoutMs = this.#context.state === 'running' ? STOP_TIMEOUT_MS : STANDING_TIMEOUT_MS;
    await withTimeout(this.#stopped, timeoutMs, 'The capture worklet is gone.').catch(() => undefined);
    this.#source.disconnect();
    this.#node.disconnect();
    this.#node.port.close();
  }

  #watch(stream: MediaStream): void {
    // The tracks before may still tell of their end: nobody listens any more.
    for (const track of this.#tracks) track.onended = null;
    this.#tracks = stream.getAudioTracks();
    for (const track of this.#tracks) {
      track.onended = () => {
        if (!this.#over) this.onTrackEnded();
      };
    }
  }

  #send(command: CaptureCommand, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(command, transfer);
  }

  #receive(message: CaptureMessage): void {
    if (message.type === 'rest') {
      this.#rest = message.batches;
      if (message.sink !== null) this.#delivered = deliverLast([], message.sink, 0);
      this.#resolveStopped();
    } else if (!this.#over) this.#onReport(message);
  }

  #skip(gapMs: number): void {
    if (this.#over || this.#paused || gapMs < SHORTEST_GAP_MS) return;
    this.#send({ type: 'gap', gapMs });
    this.#onReport({ type: 'gap', gapMs });
  }
}
