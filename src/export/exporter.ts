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
