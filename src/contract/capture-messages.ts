import type { CaptureReport } from './capture-report';
import type { LastBatch } from './frame-batch';

// Re-exported from files that name no MessagePort, so that pure folders can import them alone.
export type { CaptureReport } from './capture-report';
export type { FrameBatch, FrameSink, LastBatch, LiveSink } from './frame-batch';

/** What the page tells the worklet. */
export type CaptureCommand =
  /** Delivers frames from now on. What is captured first lies at `startMs` of the stream. */
  | { readonly type: 'start'; readonly sink: MessagePort; readonly startMs: number }
  /** Listens for reports alone. */
  | { readonly type: 'check' }
  /** All that is not yet final text is delivered again, here, and what comes too. */
  | { readonly type: 'redirect'; readonly sink: MessagePort }
  /** So much sound was missed: it counts as silence, so that times stay true. */
  | { readonly type: 'gap'; readonly gapMs: number }
  /** Another device from here on: what was found out about the one before does not hold. */
  | { readonly type: 'source-changed' }
  /** While paused no time passes in the stream. */
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'stop' };

/** All that the worklet tells the page: reports, and at its end one message more. */
export type CaptureMessage =
  | CaptureReport
  /**
   * No more is captured. Every frame is on its way to the sink, whose port comes back: the end is still to be told there.
   * Of the batches the sink had not yet said that their text is written. null and none where only reports were wanted.
   */
  | { readonly type: 'rest'; readonly batches: readonly LastBatch[]; readonly sink: MessagePort | null };
