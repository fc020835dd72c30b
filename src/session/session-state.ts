import type { SourceKind } from '../contract/audio-source';
import type { Failure } from '../contract/errors';
import type { Activity } from './activity';
import type { ModelEntry } from './model-catalogue';
import type { QueuedFile } from './queued-file';
import { initialSound, type SoundState } from './sound-state';
import type {
  CaptionPace,
  PrecisionChoice,
  ProviderChoice,
  ProviderReport,
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
  /** Names of files that were cancelled, and can be taken back. */
  readonly cancelledFiles: readonly string[];
  /** null where nothing broke, or it was dismissed. */
  readonly recovery: Recovery | null;
}

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
    cancelledFiles: [],
    recovery: null,
  };
}

/** Whether captions or files are being written, or a file is about to be: nothing that comes by itself may interrupt it. */
export function isAtWork({ activity, queue }: Pick<SessionState, 'activity' | 'queue'>): boolean {
  if (activity.kind === 'failed') return false;
  return (
    activity.kind !== 'idle' || queue.some(({ state: { kind } }) => kind === 'waiting' || kind === 'running')
  );
}

/** Id of the student in use. */
export function studentOf(state: SessionState): string {
  return state.engine.kind === 'ready' ? state.engine.model : 'student';
}
