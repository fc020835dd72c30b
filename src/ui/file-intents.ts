import type { Failure } from '../contract/errors';

/** A file of the queue as the page shows it; the session's own has this shape, as main.ts joins the two. */
export interface QueuedFileShown {
  readonly id: string;
  readonly name: string;
  readonly doneMs: number;
  readonly totalMs: number;
  readonly state:
    | { readonly kind: 'waiting' | 'running' | 'paused' }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

/** What the person can ask of files. */
export interface FileIntents {
  /** @param skipped files of the same folders that are no recordings. */
  add(files: readonly File[], skipped: number): void;
  pause(id: string): void;
  /** Goes on with one that was paused or has failed. */
  resume(id: string): void;
  cancel(id: string): void;
  cancelCurrent(): void;
  cancelAll(): void;
  skipSecondLook(): void;
  dismissSkipped(): void;
  /** What was cancelled goes on, or stays cancelled. */
  takeBack(): void;
  dismissCancelled(): void;
  /** Goes on with what an earlier visit left undone, or lets it be. */
  goOn(): void;
  forget(): void;
}
