import type { SourceKind } from '../contract/audio-source';
import type { Segment } from '../contract/transcript';

/** What sources are called where a format names who spoke. */
export type SourceNames = Readonly<Record<SourceKind, string>>;

export const ENGLISH_NAMES: SourceNames = { microphone: 'Microphone', tab: 'Shared sound', media: 'Player' };

/**
 * Writes segments as the text of a file. Pure; segments come in any order and may overlap. One that is marked with its
 * source is marked in the file too.
 *
 * @param names in English where absent.
 */
export type Exporter = (segments: readonly Segment[], names?: SourceNames) => string;

/** One recording of a transcript: a file, or a run of live captions. Times count from its start. */
export interface Recording {
  readonly name: string;
  /** Milliseconds since 1970; null where nobody knows. */
  readonly startedAtMs: number | null;
  readonly segments: readonly Segment[];
}

export interface ExportWords {
  readonly names: SourceNames;
  /** Stands above a document. */
  readonly title: string;
  /** BCP 47, for dates. */
  readonly language: string;
}

export function inOrder(segments: readonly Segment[]): readonly Segment[] {
  return [...segments].sort((a, b) => a.startMs - b.startMs);
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
