import workletUrl from '../../workers/capture.worklet.ts?worker&url';
import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import { captureFailure } from './capture-failure';
import { CaptureNode } from './capture-node';
import type { LiveSource } from './live-source';
import { withTimeout } from './timeout';

/** A browser that has not started its sound engine by then is not going to. */
const RESUME_TIMEOUT_MS = 5_000;

/** A source that is on. */
export interface CaptureHandle {
  /**
   * Switches the source off at once, sends the last frames and end() to the sink, then releases everything; `delivered`
   * tells when they are there. Safe to call twice; never rejects.
   */
  stop(): Promise<void>;
  /** Once it is stopped: settles when the newest sink has every frame and the end; never where that is gone. */
  readonly delivered: Promise<void>;
  /**
   * Sends all that is not yet final text to another recognizer, and what comes. Also works when it is stopped: the end
   * follows then.
   *
   * @param writtenMs where what is final text ends in the stream.
   */
  redirect(sinkPort: MessagePort, writtenMs: number): void;
  /** Gives up the device to start() without switching it off; null where it is off already. */
  takeStream(): MediaStream | null;
}

/** A source that goes on for one that was lost. */
export interface Continuation {
  readonly before: CaptureHandle;
  /** The place in the stream of what is captured now. */
  readonly startMs: () => number;
}

/**
 * Opens a source and sends its frames to `sinkPort` until stop(). Call it inside a click or key handler, before any
 * await: browsers start sound only there.
 *
 * @param sinkPort its other end is where a FrameSink is exposed by Comlink; transferred to the worklet on success.
 *   null to listen for reports alone.
 * @param onReport level, silence and findings, for the page to show.
 * @param onEnded the source was lost in mid-session, or came to its end (null); called at most once and never after
 *   stop(). The handle is still to be stopped.
 * @param continuation goes on for another, with its device where that is still on.
 * @returns why it cannot be had, where it cannot.
 */
export async function startCapture(
  source: LiveSource,
  sinkPort: MessagePort | null,
  onReport: (report: CaptureReport) => void,
  onEnded: (failure: Failure | null) => void,
  continuation?: Continuation,
): Promise<Outcome<CaptureHandle>> {
  const opened: { context?: AudioContext; stream?: MediaStream } = {};
  const release = async (): Promise<void> => {
    opened.stream?.getTracks().forEach((track) => {
      track.stop();
    });
    if (opened.context && opened.context.state !== 'closed') await opened.context.close();
  };
  try {
    // The default rate, the device's own: Firefox refuses to join a 16 kHz context to a 48 kHz microphone.
    const context = (opened.context = new AudioContext());
    // Inside the gesture; whether it worked is asked below.
    context.resume().catch(() => undefined);
    const loading = Promise.allSettled([context.audioWorklet.addModule(workletUrl)]);
    const stream = (opened.stream = continuation?.before.takeStream() ?? (await source.open()));
    const [loaded] = await loading;
    if (loaded.status === 'rejected') throw loaded.reason;
    await withTimeout(context.resume(), RESUME_TIMEOUT_MS, 'The browser did not start its sound engine.');
    const startMs = continuation?.startMs() ?? 0;
    const node = new CaptureNode(context, stream, sinkPort, onReport, onEnded, startMs);
    return { ok: true, value: handleOf(node, source.follow(node), opened, release) };
  } catch (error) {
    await release();
    return { ok: false, failure: captureFailure(error) };
  }
}

function handleOf(
  node: CaptureNode,
  unfollow: () => void,
  opened: { stream?: MediaStream },
  release: () => Promise<void>,
): CaptureHandle {
  let stopped: Promise<void> | null = null;
  return {
    stop: () => {
      if (stopped === null) {
        unfollow();
        stopped = node.stop().then(release, release);
      }
      return stopped;
    },
    get delivered() {
      return node.delivered;
    },
    redirect: (sinkPort, writtenMs) => {
      node.redirect(sinkPort, writtenMs);
    },
    takeStream: () => {
      const stream = node.detach();
      if (stream !== null) delete opened.stream;
      return stream;
    },
  };
}
