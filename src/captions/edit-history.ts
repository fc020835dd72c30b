import { applyEdit, inverseOf, type Edit } from './edit';
import type { Transcript } from './transcript';

/** The steps of a person's work that can be taken back, and those that were. The newest is last. */
export interface EditHistory {
  readonly done: readonly Edit[];
  readonly undone: readonly Edit[];
}

export const NO_EDITS: EditHistory = { done: [], undone: [] };

/** A step through the history: what to do to the transcript, and what the history is then. */
export interface HistoryStep {
  readonly edit: Edit;
  readonly history: EditHistory;
}

/** Notes what was done. What had been undone before cannot be done again: it was made for other lines. */
export function recorded({ done }: EditHistory, edit: Edit): EditHistory {
  return { done: [...done, edit], undone: [] };
}

/** Null where there is nothing to undo, or it belongs to captions that are not on the page now. */
export function undoStep({ done, undone }: EditHistory, transcript: Transcript): HistoryStep | null {
  const last = done.at(-1);
  if (last === undefined) return null;
  const edit = inverseOf(last);
  if (applyEdit(transcript, edit) === null) return null;
  return { edit, history: { done: done.slice(0, -1), undone: [...undone, last] } };
}

/** As undoStep(). */
export function redoStep({ done, undone }: EditHistory, transcript: Transcript): HistoryStep | null {
  const edit = undone.at(-1);
  if (edit === undefined || applyEdit(transcript, edit) === null) return null;
  return { edit, history: { done: [...done, edit], undone: undone.slice(0, -1) } };
}
