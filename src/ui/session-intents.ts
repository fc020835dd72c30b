import type { Found, KeptSession } from '../captions/kept-session';
import type { Transcript } from '../captions/transcript';
import type { SourceKind } from '../contract/audio-source';

/** A past session as the list shows it; the session desk has this shape, as main.ts joins the two. */
export interface SessionShown extends KeptSession {
  readonly title: string | null;
  readonly audioBytes: number;
  readonly place: 'here' | 'another-tab' | 'list';
}

/** The sound of one source in one run of captions. */
export interface SoundTrackShown {
  /** As the run's CaptionSource has it. */
  readonly startedAtMs: number;
  /** Absent where the run had one source. */
  readonly source?: SourceKind;
}

/** What the person can ask for of kept sound; of that on the page where there is no id. */
export interface SoundKeptIntents {
  soundTracks(id?: string): Promise<readonly SoundTrackShown[]>;
  soundFile(
    track: SoundTrackShown,
    id?: string,
  ): Promise<{ readonly blob: Blob; readonly extension: string }>;
  removeSound(id?: string): Promise<void>;
}

/** What the person can ask of past sessions. */
export interface SessionIntents extends SoundKeptIntents {
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
