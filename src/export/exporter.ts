import type { Segment } from '../contract/transcript';

/** Writes segments as the text of a file. Pure; segments come in any order and may overlap. */
export type Exporter = (segments: readonly Segment[]) => string;
