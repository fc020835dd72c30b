import type { CaptureReport } from './capture-report';

// Re-exported from files that name no MessagePort, so that pure folders can import them alone.
export type { CaptureReport } from './capture-report';
export type { FrameBatch, FrameSink } from './frame-batch';

/** The page tells the worklet where to deliver, and when to stop. */
export type CaptureCommand =
  { readonly type: 'start'; readonly sink: MessagePort } | { readonly type: 'stop' };

/** All that the worklet tells the page: reports, and at last that the sink has had every frame and its end. */
export type CaptureMessage = CaptureReport | { readonly type: 'ended' };
