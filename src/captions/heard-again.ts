import type { Segment } from '../contract/transcript';
import type { CaptionTrack } from './caption-track';
import { applyEdit, type Edit } from './edit';
import { freshId } from './fresh-ids';
import type { Transcript } from './transcript';

/** Words begin and end a little before and after the model's times. */
const MARGIN_MS = 400;
/** Frames lie at whole hops. */
const STEP_MS = 10;

/** A place in the sound of a source. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Some lines of a source that stand one behind the other, all of one input. */
export interface LineRange {
  /** Id of the CaptionSource. */
  readonly source: string;
  readonly lines: readonly Segment[];
}

/**
 * From the first of some lines to the last of them, without gaps; lines of another input than the first's are left out.
 *
 * @returns null where none of them is there.
 */
export function lineRange(transcript: Transcript, source: string, ids: readonly number[]): LineRange | null {
  const segments = segmentsOf(transcript, source);
  const first = segments.find(({ id }) => ids.includes(id));
  if (first === undefined) return null;
  const ofInput = segments.filter((line) => line.source === first.source);
  const last = ofInput.filter(({ id }) => ids.includes(id)).at(-1) ?? first;
  return { source, lines: ofInput.slice(ofInput.indexOf(first), ofInput.indexOf(last) + 1) };
}

/** The lines with the one before them, or behind them; null where there is none. */
export function longerRange(transcript: Transcript, range: LineRange, by: 1 | -1): LineRange | null {
  const beside = neighbours(transcript, range)[by < 0 ? 'before' : 'after'];
  if (beside === undefined) return null;
  const lines = by < 0 ? [beside, ...range.lines] : [...range.lines, beside];
  return { ...range, lines };
}

/** Where the sound of some lines lies: with a little around it, as far as no other line speaks there. */
export function stretchOf(transcript: Transcript, range: LineRange): Stretch {
  const { before, after } = neighbours(transcript, range);
  const startMs = Math.min(...range.lines.map((line) => line.startMs));
  const endMs = Math.max(...range.lines.map((line) => line.endMs));
  const fromMs = Math.min(startMs, Math.max(0, startMs - MARGIN_MS, before?.endMs ?? 0));
  const toMs = Math.max(endMs, Math.min(endMs + MARGIN_MS, after?.startMs ?? Infinity));
  return { fromMs: Math.floor(fromMs / STEP_MS) * STEP_MS, toMs: Math.ceil(toMs / STEP_MS) * STEP_MS };
}

/**
 * Puts what an engine wrote of the same sound in the place of lines. It has its own times.
 *
 * @returns null where the lines are not what they were, or nothing was written.
 */
export function heardAgain(
  transcript: Transcript,
  range: LineRange,
  written: readonly Segment[],
): Edit | null {
  const track = trackOf(transcript, range.source);
  const [first] = range.lines;
  if (track === undefined || first === undefined || written.length === 0) return null;
  const { source } = first;
  const after = written.map((line, index) => ({
    ...line,
    id: freshId(track, first.id, index + 1),
    ...(source !== undefined && { source }),
  }));
  const edit = { changes: [{ source: range.source, before: range.lines, after }] };
  return applyEdit(transcript, edit) === null ? null : edit;
}

function neighbours(
  transcript: Transcript,
  { source, lines }: LineRange,
): { readonly before?: Segment | undefined; readonly after?: Segment | undefined } {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return {};
  const ofInput = segmentsOf(transcript, source).filter((line) => line.source === first.source);
  const at = (id: number): number => ofInput.findIndex((line) => line.id === id);
  return { before: ofInput[at(first.id) - 1], after: at(last.id) < 0 ? undefined : ofInput[at(last.id) + 1] };
}

function segmentsOf(transcript: Transcript, source: string): readonly Segment[] {
  return trackOf(transcript, source)?.segments ?? [];
}

function trackOf({ sources }: Transcript, source: string): CaptionTrack | undefined {
  return sources.find(({ id }) => id === source)?.track;
}
