import type { Segment } from '../contract/transcript';
import { replaceLines } from './caption-track';
import type { Transcript } from './transcript';

/** Lines of one source, and what stands in their place: a line corrected, split, joined with others, or gone. */
export interface LineChange {
  /** Id of the CaptionSource. */
  readonly source: string;
  readonly before: readonly Segment[];
  readonly after: readonly Segment[];
}

/**
 * One step of a person's work on a transcript, as data. It holds all that it takes to do it and to undo it: a correction
 * changes one line, replacing a word everywhere changes many, and both are one step.
 */
export interface Edit {
  readonly changes: readonly LineChange[];
}

/** Does all of an edit; null where the transcript is not the one that it was made for. */
export function applyEdit(transcript: Transcript, edit: Edit): Transcript | null {
  return edit.changes.reduce<Transcript | null>(
    (changed, change) => changed && applyChange(changed, change),
    transcript,
  );
}

/** The edit that takes this one back. */
export function inverseOf({ changes }: Edit): Edit {
  return {
    changes: changes.map(({ source, before, after }) => ({ source, before: after, after: before })).reverse(),
  };
}

function applyChange({ sources }: Transcript, { source: id, before, after }: LineChange): Transcript | null {
  const source = sources.find((item) => item.id === id);
  const track = source === undefined ? null : replaceLines(source.track, before, after);
  if (source === undefined || track === null) return null;
  return { sources: sources.map((item) => (item === source ? { ...source, track } : item)) };
}
