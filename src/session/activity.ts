import type { Failure } from '../contract/errors';

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

/** Whether the microphone or a file can be started. */
export function isFree(activity: Activity): boolean {
  return activity.kind === 'idle' || activity.kind === 'failed';
}

/** Whether the microphone is heard, or its last words are being written. */
export function isLive(activity: Activity): boolean {
  const { kind } = activity;
  return kind === 'listening' || kind === 'stopping' || (kind === 'loading' && activity.goal === 'listen');
}
