import workletUrl from '../../workers/capture.worklet.ts?worker&url';
import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import { CaptureNode } from './capture-node';
import { microphoneFailure } from './microphone-failure';
import { withTimeout } from './timeout';

/** A browser that has not started its sound engine by then is not going to. */
const RESUME_TIMEOUT_MS = 5_000;

/** A microphone that is on. */
export interface MicrophoneHandle {
  /**
   * Switches the microphone off at once, delivers the last frames and end() to the sink, then releases everything.
   * Safe to call twice; never rejects.
   */
  stop(): Promise<void>;
  /** Sends all that is not yet final text to another recognizer, and what comes. */
  redirect(sinkPort: MessagePort): void;
  /** Gives up the device to start() without switching it off; null where it is off already. */
  takeStream(): MediaStream | null;
}

/** A microphone that goes on for one that was lost. */
export interface Continuation {
  readonly before: MicrophoneHandle;
  /** The place in the stream of what is captured now. */
  readonly startMs: () => number;
}

/**
 * Asks for the microphone and sends its frames to `sinkPort` until stop(). Call it inside a click or key handler,
 * before any await: browsers start sound only there.
 *
 * @param sinkPort its other end is where a FrameSink is exposed by Comlink; transferred to the worklet on success.
 * @param onReport level and silence, for the page to show.
 * @param onEnded the microphone was lost in mid-session; called at most once and never after stop(). The handle is
 *   still to be stopped.
 * @param continuation goes on for another, with its device where that is still on.
 * @returns microphone-denied, microphone-missing or microphone-failed where it cannot be had.
 */
export async function start(
  sinkPort: MessagePort,
  onReport: (report: CaptureReport) => void,
  onEnded: (failure: Failure) => void,
  continuation?: Continuation,
): Promise<Outcome<MicrophoneHandle>> {
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
    const stream = (opened.stream = continuation?.before.takeStream() ?? (await openStream()));
    const [loaded] = await loading;
    if (loaded.status === 'rejected') throw loaded.reason;
    await withTimeout(context.resume(), RESUME_TIMEOUT_MS, 'The browser did not start its sound engine.');
    const startMs = continuation?.startMs() ?? 0;
    const node = new CaptureNode(context, stream, sinkPort, onReport, onEnded, startMs);
    return { ok: true, value: handleOf(node, opened, release) };
  } catch (error) {
    await release();
    return { ok: false, failure: microphoneFailure(error) };
  }
}

function openStream(): Promise<MediaStream> {
  if (!isSecureContext) throw new Error('A microphone needs a page from https or from this computer.');
  // The filters for calls cost words. No channelCount: a browser that mixes down to one channel halves the level of
  // a stereo device with an empty side.
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
}

function handleOf(
  node: CaptureNode,
  opened: { stream?: MediaStream },
  release: () => Promise<void>,
): MicrophoneHandle {
  let stopped: Promise<void> | null = null;
  return {
    stop: () => (stopped ??= node.stop().then(release, release)),
    redirect: (sinkPort) => {
      node.redirect(sinkPort);
    },
    takeStream: () => {
      const { stream } = opened;
      if (stream?.getAudioTracks().some(({ readyState }) => readyState === 'live') !== true) return null;
      node.detach();
      delete opened.stream;
      return stream;
    },
  };
}
