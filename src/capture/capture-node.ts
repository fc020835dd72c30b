import type { CaptureCommand, CaptureMessage, CaptureReport } from '../contract/capture-messages';
import type { Failure } from '../contract/errors';
import { guardContext } from './context-guard';
import { withTimeout } from './timeout';

/** The name that workers/capture.worklet.ts registers. */
const PROCESSOR_NAME = 'capture';
/** A recognizer that has not taken the end by then has all frames in its queue, or is gone. */
const END_TIMEOUT_MS = 2_000;
/** The browser holds back what came in a shorter one, and delivers it. */
const SHORTEST_GAP_MS = 200;

/** The page's end of the capture worklet. */
export class CaptureNode {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #node: AudioWorkletNode;
  #tracks: readonly MediaStreamTrack[];
  readonly #onReport: (report: CaptureReport) => void;
  readonly #onEnded: (failure: Failure) => void;
  readonly #ended: Promise<void>;
  #resolveEnded: () => void = () => undefined;
  /** Lost or stopped: nothing more is told. */
  #over = false;

  /** @throws InvalidStateError or NotSupportedError where the browser cannot join stream and context. */
  constructor(
    context: AudioContext,
    stream: MediaStream,
    sinkPort: MessagePort,
    onReport: (report: CaptureReport) => void,
    onEnded: (failure: Failure) => void,
    startMs: number,
  ) {
    this.#onReport = onReport;
    this.#onEnded = onEnded;
    this.#ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.#tracks = stream.getAudioTracks();
    this.#source = context.createMediaStreamSource(stream);
    this.#node = new AudioWorkletNode(context, PROCESSOR_NAME);
    this.#node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      this.#receive(data);
    };
    this.#node.onprocessorerror = () => {
      this.#lose('The capture worklet failed.');
    };
    for (const track of this.#tracks) {
      track.onended = () => {
        this.#lose('The microphone was disconnected or taken away.');
      };
    }
    guardContext(context, {
      onGap: (gapMs) => {
        this.#skip(gapMs);
      },
      onStopped: () => {
        this.#lose('The browser stopped its sound engine.');
      },
    });
    this.#send({ type: 'start', sink: sinkPort, startMs }, [sinkPort]);
    // Its output is silence; some browsers run only nodes that lead to the destination.
    this.#source.connect(this.#node).connect(context.destination);
  }

  /** Delivers all that is not yet final text again, to another recognizer, and what comes. */
  redirect(sink: MessagePort): void {
    this.#send({ type: 'redirect', sink }, [sink]);
  }

  /** Lets go of the device without switching it off: another node goes on with it. */
  detach(): void {
    for (const track of this.#tracks) track.onended = null;
    this.#tracks = [];
  }

  /** Ends capture; resolves when the sink has had the last frame, or after a while without that news. */
  async stop(): Promise<void> {
    this.#over = true;
    this.#send({ type: 'stop' });
    for (const track of this.#tracks) track.stop();
    // Too late is as good as done: the frames wait in the port.
    await withTimeout(this.#ended, END_TIMEOUT_MS, 'The capture worklet did not end.').catch(() => undefined);
    this.#source.disconnect();
    this.#node.disconnect();
    this.#node.port.close();
  }

  #send(command: CaptureCommand, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(command, transfer);
  }

  #receive(message: CaptureMessage): void {
    if (message.type === 'ended') this.#resolveEnded();
    else if (!this.#over) this.#onReport(message);
  }

  #skip(gapMs: number): void {
    if (this.#over || gapMs < SHORTEST_GAP_MS) return;
    this.#send({ type: 'gap', gapMs });
    this.#onReport({ type: 'gap', gapMs });
  }

  #lose(message: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#onEnded({ code: 'microphone-failed', message });
  }
}
