import type { Failure } from '../contract/errors';

export type QueuedFileState =
  | { readonly kind: 'waiting' }
  /** Its models are being loaded, or it is being transcribed. */
  | { readonly kind: 'running' }
  /** Goes on when the person says so. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A file that is not done. Files that are done leave the queue. */
export interface QueuedFile {
  /** Also of its source in the transcript. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Transcribed so far. */
  readonly doneMs: number;
  /** 0 until known. */
  readonly totalMs: number;
  readonly state: QueuedFileState;
}

/** A file with its bytes; null where the browser no longer has them. */
export interface QueueEntry extends QueuedFile {
  readonly file: File | null;
}

export const GONE: Failure = {
  code: 'file-gone',
  message: 'The browser did not keep this file over the reload.',
};

/** A file that nobody has looked at yet. */
export function waitingEntry(id: string, file: File): QueueEntry {
  const { name, size } = file;
  return { id, name, bytes: size, doneMs: 0, totalMs: 0, state: { kind: 'waiting' }, file };
}

/** Adds files at the end; one that the queue has, but the browser has lost, takes up its place again. */
export function withFiles(
  entries: readonly QueueEntry[],
  files: readonly File[],
  newId: () => string,
): readonly QueueEntry[] {
  return files.reduce((all, file) => {
    const lost = all.find(
      (entry) => entry.file === null && entry.name === file.name && entry.bytes === file.size,
    );
    return lost === undefined
      ? [...all, waitingEntry(newId(), file)]
      : all.map((entry) =>
          entry === lost ? { ...entry, file, state: { kind: 'waiting' } as const } : entry,
        );
  }, entries);
}
