import type { SourceKind } from '../contract/audio-source';
import type { Failure } from '../contract/errors';
import type { Precision } from '../contract/model-manifest';
import type { ModelSource } from '../contract/own-model';
import type {
  CaptionPace,
  PrecisionChoice,
  ProviderChoice,
  ProviderReport,
  SpokenLanguage,
} from '../contract/recognizer-api';
import type { CorrectionIntents } from './correction/correction-intents';
import type { HearAgainIntents } from './editor/again/again-intents';
import type { SoundDrawingIntents, SourceFileIntents } from './editor/editor-intents';
import type { InstallIntents } from './install-intents';
import type { FileIntents, QueuedFileShown } from './file-intents';
import type { SessionIntents } from './session-intents';
import type { SoundIntents, SoundShown } from './sound-state';

/**
 * What the page draws. The session's state has this shape; the compiler checks it where main.ts joins the two,
 * because ui and session do not import each other.
 */
export interface PageState {
  readonly activity: ActivityShown;
  readonly engine:
    | { readonly kind: 'absent' | 'loading' }
    | { readonly kind: 'ready'; readonly model: string; readonly report: ProviderReport };
  readonly secondLook:
    | { readonly kind: 'off' | 'loading' }
    | { readonly kind: 'ready'; readonly model: string }
    | { readonly kind: 'failed'; readonly failure: Failure };
  readonly providerChoice: ProviderChoice;
  readonly precisionChoice: PrecisionChoice;
  readonly pace: CaptionPace;
  readonly writing: WritingShown;
  readonly behindMs: number;
  readonly ownStudent: {
    readonly model: ModelShown | null;
    readonly checking: boolean;
    readonly failure: Failure | null;
    readonly taken: string | null;
  };
  readonly modelsUnkept: boolean;
  readonly sound: SoundShown;
  readonly downloads: readonly DownloadShown[];
  readonly queue: readonly QueuedFileShown[];
  readonly skippedFiles: number;
  readonly cancelledFiles: readonly string[];
  readonly recovery: {
    readonly what: 'recognizer' | SourceKind;
    readonly done: boolean;
    readonly lostMs: number;
  } | null;
}

export interface WritingShown {
  /** Id; null for the site's. */
  readonly model: string | null;
  /** null for English as English. */
  readonly spoken: SpokenLanguage | null;
}

export type ActivityShown =
  | { readonly kind: 'idle' | 'stopping' }
  | { readonly kind: 'loading'; readonly goal: 'listen' }
  | {
      readonly kind: 'loading';
      readonly goal: 'transcribe';
      readonly fileName: string;
      readonly skippable: boolean;
    }
  | { readonly kind: 'listening'; readonly sinceMs: number; readonly silent: boolean }
  | {
      readonly kind: 'transcribing';
      readonly fileName: string;
      readonly fromMs: number;
      readonly doneMs: number;
      readonly totalMs: number;
      readonly remainingMs: number | null;
      readonly cancelling: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly during: 'load' | 'listen' };

export interface DownloadShown {
  readonly model: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** Names and sizes of the models, where they are known. */
export interface ModelsShown {
  readonly student: ModelShown;
  readonly secondLook: ModelShown;
  readonly writers: readonly WriterShown[];
}

/** A model that can write final texts. */
export interface WriterShown {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** BCP 47. */
  readonly languages: readonly string[];
}

export interface ModelShown {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly precisions: readonly Precision[];
}

/** What the person can ask for; the session answers. */
export interface Intents extends SoundIntents, InstallIntents {
  readonly sessions: SessionIntents;
  readonly corrections: CorrectionIntents;
  readonly files: FileIntents;
  readonly sourceFiles: SourceFileIntents;
  readonly soundDrawing: SoundDrawingIntents;
  readonly hearAgain: HearAgainIntents;
  startCaptions(): void;
  stopCaptions(): void;
  retryLoad(): void;
  chooseProvider(provider: ProviderChoice): void;
  choosePrecision(precision: PrecisionChoice): void;
  choosePace(pace: CaptionPace): void;
  dismissOverload(): void;
  setSecondLook(on: boolean): void;
  chooseWriting(change: Partial<WritingShown>): void;
  /** Finds out which models can be chosen. */
  askForWriters(): void;
  addStudent(source: ModelSource): void;
  removeStudent(): void;
  dismissStudentFailure(): void;
  dismissUnkept(): void;
  dismissEvicted(): void;
  dismissFailure(): void;
  dismissRecovery(): void;
  clear(): void;
  undoClear(): void;
  dismissUndo(): void;
}
