import type { Partial, Segment } from '../contract/transcript';

/** Captions of one stream or file: text that stands, and text that may still change. */
export interface CaptionTrack {
  /** By start, then by id. */
  readonly segments: readonly Segment[];
  /** Utterances still spoken or waiting for their second look; by start, then by id. */
  readonly partials: readonly Partial[];
}

/** The part of the recognizer's events that changes captions. */
export type CaptionEvent =
  | { readonly type: 'partial'; readonly partial: Partial }
  | { readonly type: 'discarded'; readonly id: number }
  | { readonly type: 'final'; readonly segment: Segment };

export const EMPTY_TRACK: CaptionTrack = { segments: [], partials: [] };

/**
 * Applies one event. A final text takes the place of the partial, or of an earlier final text, of the same
 * id; a partial that comes after its final text is ignored.
 */
export function reduceTrack(track: CaptionTrack, event: CaptionEvent): CaptionTrack {
  switch (event.type) {
    case 'partial':
      if (track.segments.some((segment) => segment.id === event.partial.id)) return track;
      return { ...track, partials: placed(track.partials, event.partial) };
    case 'discarded':
      return { ...track, partials: without(track.partials, event.id) };
    case 'final':
      return {
        segments: event.segment.text === '' ? track.segments : placed(track.segments, event.segment),
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

interface Placed {
  readonly id: number;
  readonly startMs: number;
}

function placed<T extends Placed>(items: readonly T[], item: T): readonly T[] {
  return [...without(items, item.id), item].sort((a, b) => a.startMs - b.startMs || a.id - b.id);
}

function without<T extends Placed>(items: readonly T[], id: number): readonly T[] {
  return items.some((item) => item.id === id) ? items.filter((item) => item.id !== id) : items;
}

function unreachable(event: never): never {
  throw new Error(`unknown caption event: ${JSON.stringify(event)}`);
}
