import type { Segment } from '../contract/transcript';

/** Whether some of the lines that were drawn have changed or gone; lines that only came are no change. */
export function hasChanged(before: readonly Segment[], after: readonly Segment[]): boolean {
  const now = new Set(after);
  return before.some((segment) => !now.has(segment));
}

/**
 * Draws lines in a list that has others: the row of a line that is the same stays as it is, and is not moved, because a
 * screen reader would read it out anew.
 */
export function drawLines(
  list: HTMLElement,
  before: readonly Segment[],
  after: readonly Segment[],
  draw: (segment: Segment) => HTMLElement,
): void {
  const now = new Set(after);
  const rows = new Map(before.map((segment, index) => [segment, list.children[index]]));
  for (const [segment, row] of rows) if (!now.has(segment)) row?.remove();
  after.forEach((segment, index) => {
    const row = rows.get(segment) ?? draw(segment);
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
  });
}
