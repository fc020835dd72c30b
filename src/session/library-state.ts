import type { Failure } from '../contract/errors';
import type { ShelfEntry } from '../contract/model-library-api';

/** What goes on with a model, or how the last thing ended. */
export type ModelWork =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'installing' | 'verifying';
      readonly doneBytes: number;
      readonly totalBytes: number;
      /** Another tab does it. */
      readonly elsewhere: boolean;
    }
  /** For a connection. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'verified'; readonly badFiles: number }
  /** @property freeBytes what the browser would still give; null where it does not tell. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly freeBytes: number | null };

export interface LibraryRow extends ShelfEntry {
  readonly work: ModelWork;
  /** It was here once, and nobody deleted it but the browser. */
  readonly evicted: boolean;
}

export interface LibraryState {
  /** null until they are known. */
  readonly rows: readonly LibraryRow[] | null;
  /** False where the browser keeps nothing. */
  readonly keeps: boolean;
  /** The list could not be read. */
  readonly failed: boolean;
  /** Bytes of this site, and what it may have; null where the browser does not tell. */
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | null;
  /** Whether the browser has promised to keep what is here. */
  readonly persisted: boolean;
}

export const NOTHING_KNOWN: LibraryState = {
  rows: null,
  keeps: true,
  failed: false,
  storage: null,
  persisted: false,
};
