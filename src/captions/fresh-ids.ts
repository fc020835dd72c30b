import type { CaptionTrack } from './caption-track';

/** A line that one engine wrote can be taken apart and put together so often. */
const IDS_A_LINE = 4096;

/**
 * Ids for lines that come of one with this id. They lie between that of an engine's line and the next whole number:
 * no engine gives such ids, so that a text that comes late finds none of them, and knows the line that went by its own.
 *
 * @param nth 1 for the first of them, 2 for the next.
 */
export function freshId({ segments, removed = [] }: CaptionTrack, near: number, nth: number): number {
  const whole = Math.floor(near);
  const last = [...segments, ...removed].reduce(
    (most, { id }) => (Math.floor(id) === whole ? Math.max(most, id) : most),
    whole,
  );
  return last + nth / IDS_A_LINE;
}
