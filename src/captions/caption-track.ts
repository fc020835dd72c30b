import type { Partial, Segment } from '../contract/transcript';

/** Captions of one stream or file: text that stands, and text that may still change. */
export interface CaptionTrack {
  /** By start, then by id. */
  readonly segments: readonly Segment[];
  /** Utterances still spoken or waiting for their second look; by start, then by id. */
  readonly partials: readonly Partial[];
  /** Lines that a person has taken out; absent where there are none. */
  readonly removed?: readonly Segment[];
}

/** The part of the recognizer's events that changes captions. */
export type CaptionEvent =
  | { readonly type: 'partial'; readonly partial: Partial }
  | { readonly type: 'discarded'; readonly id: number }
  | { readonly type: 'final'; readonly segment: Segment };

export const EMPTY_TRACK: CaptionTrack = { segments: [], partials: [] };

/**
 * Applies one event. A final text takes the place of the partial, or of an earlier final text, of the same
 * id, but never of what a person wrote; a partial that comes after its final text is ignored.
 */
export function reduceTrack(track: CaptionTrack, event: CaptionEvent): CaptionTrack {
  switch (event.type) {
    case 'partial':
      if (hasId(track.segments, event.partial.id) || hasId(removedOf(track), event.partial.id)) return track;
      return { ...track, partials: placed(track.partials, event.partial) };
    case 'discarded':
      return { ...track, partials: without(track.partials, event.id) };
    case 'final':
      return {
        ...track,
        segments:
          event.segment.text === '' || isByHand(track, event.segment.id)
            ? track.segments
            : placed(track.segments, event.segment),
        partials: without(track.partials, event.segment.id),
      };
    default:
      return unreachable(event);
  }
}

/**
 * Turns what is left unfinished into final text, so that nothing that was on screen is lost when a stream
 * breaks or ends. A final text that arrives late still takes its place, by id.
 *
 * @param engine Id of the model that wrote the partial texts.
 */
export function settleTrack(track: CaptionTrack, engine: string): CaptionTrack {
  return track.partials.reduce<CaptionTrack>((settled, partial) => {
    const { id, text, startMs, endMs, source } = partial;
    const mark = source === undefined ? {} : { source };
    const segment = { id, text, words: [], startMs, endMs, engine, ...mark };
    return reduceTrack(settled, { type: 'final', segment });
  }, track);
}

/** A whole number that no text of the track has had as its id, nor any after it: a recognizer that goes on begins with it. */
export function nextId(track: CaptionTrack): number {
  return [...track.segments, ...track.partials, ...removedOf(track)].reduce(
    (next, { id }) => Math.max(next, Math.floor(id) + 1),
    0,
  );
}

/**
 * Puts lines in the place of others. Those that went for good are kept beside the track, so that they can be had
 * back, and so that no text that comes late brings them back by itself.
 *
 * @returns null where the track does not have the lines as they are in `before`.
 */
export function replaceLines(
  track: CaptionTrack,
  before: readonly Segment[],
  after: readonly Segment[],
): CaptionTrack | null {
  const lines = new Map(track.segments.map((segment) => [segment.id, segment]));
  if (!before.every(({ id, text }) => lines.get(id)?.text === text)) return null;
  const going = new Set(before.map(({ id }) => id));
  const coming = new Set(after.map(({ id }) => id));
  const removed = [
    ...removedOf(track).filter(({ id }) => !coming.has(id)),
    ...before.filter(({ id }) => !coming.has(id)),
  ];
  const { segments, partials } = track;
  const left = segments.filter(({ id }) => !going.has(id));
  return {
    segments: inOrder([...left, ...after]),
    partials,
    ...(removed.length > 0 && { removed }),
  };
}

function isByHand(track: CaptionTrack, id: number): boolean {
  return (
    track.segments.some((segment) => segment.id === id && segment.heard !== undefined) ||
    hasId(removedOf(track), id)
  );
}

function hasId(segments: readonly Segment[], id: number): boolean {
  return segments.some((segment) => segment.id === id);
}

function removedOf({ removed = [] }: CaptionTrack): readonly Segment[] {
  return removed;
}

interface Placed {
  readonly id: number;
  readonly startMs: number;
}

function placed<T extends Placed>(items: readonly T[], item: T): readonly T[] {
  return inOrder([...without(items, item.id), item]);
}

function inOrder<T extends Placed>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => a.startMs - b.startMs || a.id - b.id);
}

function without<T extends Placed>(items: readonly T[], id: number): readonly T[] {
  return items.some((item) => item.id === id) ? items.filter((item) => item.id !== id) : items;
}

function unreachable(event: never): never {
  throw new Error(`unknown caption event: ${JSON.stringify(event)}`);
}
