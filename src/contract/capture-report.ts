import type { SoundFinding } from './audio-source';

/** Small messages from the worklet to the page: never samples. */
export type CaptureReport =
  | {
      readonly type: 'level';
      /** Root mean square of the last report period, in dB relative to full scale; -100 for digital silence. */
      readonly rmsDb: number;
      readonly peakDb: number;
      /** Sound captured so far. */
      readonly capturedMs: number;
    }
  /** The sound engine stood still for so long. */
  | { readonly type: 'gap'; readonly gapMs: number }
  /** Once a second: for so long the recognizer has answered nothing, while frames waited for its answer. */
  | { readonly type: 'unanswered'; readonly forMs: number }
  /** Only zeros have come for so long. */
  | { readonly type: 'silent'; readonly silentMs: number }
  /** Once a second: what is to say of the sound since the device came into use. */
  | { readonly type: 'check'; readonly speechHeard: boolean; readonly findings: readonly SoundFinding[] };
