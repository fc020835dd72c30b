import type { Failure, Outcome } from '../contract/errors';
import type { ShelfEntry } from '../contract/model-library-api';
import type { OfferedModel } from '../contract/own-model';

/** A model of the list as the page shows it; the session's own has this shape, as main.ts joins the two. */
export interface ModelRowShown extends ShelfEntry {
  readonly evicted: boolean;
  readonly work:
    | { readonly kind: 'none' | 'waiting' }
    | {
        readonly kind: 'installing' | 'verifying';
        readonly doneBytes: number;
        readonly totalBytes: number;
        readonly elsewhere: boolean;
      }
    | { readonly kind: 'verified'; readonly badFiles: number }
    | { readonly kind: 'failed'; readonly failure: Failure; readonly freeBytes: number | null };
}

export interface ModelsListShown {
  readonly rows: readonly ModelRowShown[] | null;
  readonly keeps: boolean;
  readonly failed: boolean;
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | null;
  readonly persisted: boolean;
}

/** What lies at an address, with its size. */
export interface ModelOfferShown extends OfferedModel {
  /** What a browser fetches of it, at most. */
  readonly bytes: number;
}

/** What the person can ask of models. */
export interface ModelIntents {
  /** Looks at what is here; what is found comes to the dialog. */
  open(): void;
  close(): void;
  /** @returns whether it is installed now; null where it goes on elsewhere, was paused or has failed. */
  install(id: string): Promise<boolean>;
  pause(id: string): void;
  verify(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  persist(): Promise<boolean>;
  /** Origins beside the site's own that a model may come from. */
  readonly origins: readonly string[];
  /** What lies at an address; nothing is taken yet. */
  look(address: string): Promise<Outcome<ModelOfferShown>>;
  /** Takes a model into the list, and begins to install it. @returns why it was not taken; null where it was. */
  add(offer: ModelOfferShown): Promise<Failure | null>;
  /** Takes a student into use: the page shows how it comes. */
  useStudent(offer: ModelOfferShown): void;
  /** How it is taken into use; null where it is in use, or there is no choice. */
  waysToUse(model: ModelRowShown['model']): (() => void) | null;
}
