import type { SourceKind } from '../contract/audio-source';
import type { Failure } from '../contract/errors';
import type { ModelEntry } from './model-catalogue';
import type { QueuedFile } from './queued-file';
import { initialSound, type SoundEvent, type SoundState } from './sound-state';
import type {
  CaptionPace,
  PrecisionChoice,
  ProviderChoice,
  ProviderReport,
  RecognizerEvent,
  SpokenLanguage,
} from '../contract/recognizer-api';

export type EngineState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly model: string; readonly report: ProviderReport };

export type SecondLookState =
  | { readonly kind: 'off' }
  /** Waits for the student, or is itself on its way. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly model: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What the person asked for and the page is busy with. */
export type Activity =
  | { readonly kind: 'idle' }
  /** The microphone is open, or opening; what it hears waits for the student. */
  | { readonly kind: 'loading'; readonly goal: 'listen' }
  | {
      readonly kind: 'loading';
      readonly goal: 'transcribe';
      readonly fileName: string;
      /** Only the second look is missing: the person may go on without it. */
      readonly skippable: boolean;
    }
  | { readonly kind: 'listening'; readonly sinceMs: number; readonly silent: boolean }
  /** The microphone is closed; the last utterance is being written. */
  | { readonly kind: 'stopping' }
  | {
      readonly kind: 'transcribing';
      readonly fileName: string;
      readonly sinceMs: number;
      /** Where it began: not at 0 where it goes on. */
      readonly fromMs: number;
      readonly doneMs: number;
      /** 0 until known. */
      readonly totalMs: number;
      /** null until it can be told. */
      readonly remainingMs: number | null;
      readonly cancelling: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly during: 'load' | 'listen' };

export interface Download {
  readonly model: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** A student that the person gave to the page, in place of the site's. */
export interface OwnStudent {
  /** The one in use; null where it is the site's. */
  readonly model: ModelEntry | null;
  /** One is being checked. */
  readonly checking: boolean;
  /** Why the last one was not taken. */
  readonly failure: Failure | null;
  /** Name of a model for other things that was taken last; null where none was, or it was dismissed. */
  readonly taken: string | null;
}

/** Which model writes the final text, and from which language. */
export interface WritingChoice {
  /** Id; null for the site's. */
  readonly model: string | null;
  /** null for English as English, which the student hears first. */
  readonly spoken: SpokenLanguage | null;
}

export const DEFAULT_WRITING: WritingChoice = { model: null, spoken: null };

/** What broke in the middle of captions, and is mended or being mended. */
export interface Recovery {
  readonly what: 'recognizer' | SourceKind;
  readonly done: boolean;
  /** Of sound that nobody heard; 0 where all of it was kept. */
  readonly lostMs: number;
}

export interface SessionState {
  readonly activity: Activity;
  readonly engine: EngineState;
  readonly secondLook: SecondLookState;
  /** Provider that the person asked for. */
  readonly providerChoice: ProviderChoice;
  /** How exact a student the person asked for. */
  readonly precisionChoice: PrecisionChoice;
  /** How soon the person wants to see a word. */
  readonly pace: CaptionPace;
  readonly writing: WritingChoice;
  readonly ownStudent: OwnStudent;
  readonly sound: SoundState;
  /** Captions come so late that less work is called for; 0 while they keep up. */
  readonly behindMs: number;
  /** Models on their way, in the order in which they began. */
  readonly downloads: readonly Download[];
  /** The device keeps no copy of them, and the person has not been told. */
  readonly modelsUnkept: boolean;
  /** Files that are not done, in the order in which they go on. */
  readonly queue: readonly QueuedFile[];
  /** Files of dropped folders that were left out, as they are no recordings; 0 where none was, or it was dismissed. */
  readonly skippedFiles: number;
  /** null where nothing broke, or it was dismissed. */
  readonly recovery: Recovery | null;
}

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
  | { readonly type: 'file-requested'; readonly fileName: string }
  | { readonly type: 'second-look-awaited' }
  | { readonly type: 'file-started'; readonly nowMs: number; readonly fromMs: number }
  | { readonly type: 'cancel-requested' };

export function initialState(
  providerChoice: ProviderChoice,
  secondLook: boolean,
  precisionChoice: PrecisionChoice = 'auto',
  ownStudent: ModelEntry | null = null,
  pace: CaptionPace = 'balanced',
  sound: SoundState = initialSound(),
  writing: WritingChoice = DEFAULT_WRITING,
): SessionState {
  return {
    activity: { kind: 'idle' },
    engine: { kind: 'absent' },
    secondLook: { kind: secondLook ? 'loading' : 'off' },
    providerChoice,
    precisionChoice,
    pace,
    writing,
    behindMs: 0,
    ownStudent: { model: ownStudent, checking: false, failure: null, taken: null },
    sound,
    downloads: [],
    modelsUnkept: false,
    queue: [],
    skippedFiles: 0,
    recovery: null,
  };
}

/** Whether the microphone or a file can be started. */
export function isFree(activity: Activity): boolean {
  return activity.kind === 'idle' || activity.kind === 'failed';
}

/** Whether captions or files are being written, or a file is about to be: nothing that comes by itself may interrupt it. */
export function isAtWork({ activity, queue }: Pick<SessionState, 'activity' | 'queue'>): boolean {
  if (activity.kind === 'failed') return false;
  return (
    activity.kind !== 'idle' || queue.some(({ state: { kind } }) => kind === 'waiting' || kind === 'running')
  );
}

/** Whether the microphone is heard, or its last words are being written. */
export function isLive(activity: Activity): boolean {
  const { kind } = activity;
  return kind === 'listening' || kind === 'stopping' || (kind === 'loading' && activity.goal === 'listen');
}

/** Id of the student in use. */
export function studentOf(state: SessionState): string {
  return state.engine.kind === 'ready' ? state.engine.model : 'student';
}
