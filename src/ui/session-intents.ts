import type { Found, KeptSession } from '../captions/kept-session';
import type { Transcript } from '../captions/transcript';

/** A past session as the list shows it; the session desk has this shape, as main.ts joins the two. */
export interface SessionShown extends KeptSession {
  readonly title: string | null;
  readonly audioBytes: number;
  readonly place: 'here' | 'another-tab' | 'list';
}

/** What the person can ask of past sessions. */
export interface SessionIntents {
  list(): Promise<readonly SessionShown[]>;
  read(id: string): Promise<Transcript>;
  search(ids: readonly string[], wanted: string): Promise<ReadonlyMap<string, Found>>;
  rename(id: string, title: string): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** False where another tab has it. */
  open(id: string): Promise<boolean>;
  goOn(id: string): Promise<void>;
  keep(id: string): Promise<void>;
  storage(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | null>;
}
