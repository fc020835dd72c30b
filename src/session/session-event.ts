import type { Failure } from '../contract/errors';
import type {
  CaptionPace,
  PrecisionChoice,
  ProviderChoice,
  RecognizerEvent,
} from '../contract/recognizer-api';
import type { ModelEntry } from './model-catalogue';
import type { QueuedFile } from './queued-file';
import type { Recovery, WritingChoice } from './session-state';
import type { SoundEvent } from './sound-state';

/** Events of the recognizer that change the session; those about captions go to the transcript. */
export type EngineEvent = Exclude<
  RecognizerEvent,
  {
    readonly type:
      'partial' | 'discarded' | 'final' | 'sound' | 'sound-failed' | 'stream-failed' | 'device-lost';
  }
>;

export type SessionEvent =
  | { readonly type: 'provider-chosen'; readonly provider: ProviderChoice }
  | { readonly type: 'precision-chosen'; readonly precision: PrecisionChoice }
  | { readonly type: 'pace-chosen'; readonly pace: CaptionPace }
  | { readonly type: 'writing-chosen'; readonly writing: WritingChoice }
  | { readonly type: 'overload-dismissed' }
  | { readonly type: 'second-look-switched'; readonly on: boolean }
  | { readonly type: 'own-student-requested' }
  | { readonly type: 'own-student-added'; readonly model: ModelEntry }
  | { readonly type: 'own-student-failed'; readonly failure: Failure }
  /** What was given is no student: it is there for those who choose it. */
  | { readonly type: 'model-taken'; readonly name: string }
  | { readonly type: 'models-unkept-dismissed' }
  | { readonly type: 'own-student-failure-dismissed' }
  /** The site's student is in use again. */
  | { readonly type: 'own-student-removed' }
  | { readonly type: 'sound'; readonly event: SoundEvent }
  | { readonly type: 'load-started' }
  /** The models are gone with their worker. */
  | { readonly type: 'engine-lost' }
  | { readonly type: 'recognizer'; readonly event: EngineEvent; readonly nowMs: number }
  | { readonly type: 'failed'; readonly failure: Failure; readonly during: 'load' | 'listen' }
  | { readonly type: 'failure-dismissed' }
  | { readonly type: 'listen-requested' }
  | { readonly type: 'listening'; readonly nowMs: number }
  | { readonly type: 'silence'; readonly silent: boolean }
  | { readonly type: 'recovery'; readonly recovery: Recovery }
  | { readonly type: 'recovery-dismissed' }
  | { readonly type: 'stop-requested' }
  /** Back to idle: the microphone's run or the file is done. */
  | { readonly type: 'finished' }
  | { readonly type: 'queue-changed'; readonly queue: readonly QueuedFile[] }
  | { readonly type: 'files-skipped'; readonly count: number }
  | { readonly type: 'files-cancelled'; readonly names: readonly string[] }
  | { readonly type: 'file-requested'; readonly fileName: string }
  | { readonly type: 'second-look-awaited' }
  | { readonly type: 'file-started'; readonly nowMs: number; readonly fromMs: number }
  | { readonly type: 'cancel-requested' };
