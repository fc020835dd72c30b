import type { CaptureReport } from './capture-report';

// Re-exported from files that name no MessagePort, so that pure folders can import them alone.
export type { CaptureReport } from './capture-report';
export type { FrameBatch, FrameSink, LiveSink } from './frame-batch';

/** The page tells the worklet where to deliver, and when to stop. */
export type CaptureCommand =
  /** What is captured first lies at `startMs` of the stream. */
  | { readonly type: 'start'; readonly sink: MessagePort; readonly startMs: number }
  /** All that is not yet final text is delivered again, here, and what comes too. */
  | { readonly type: 'redirect'; readonly sink: MessagePort }
  /** So much sound was missed: it counts as silence, so that times stay true. */
  | { readonly type: 'gap'; readonly gapMs: number }
  | { readonly type: 'stop' };

/** All that the worklet tells the page: reports, and at last that the sink has had every frame and its end. */
export type CaptureMessage = CaptureReport | { readonly type: 'ended' };
