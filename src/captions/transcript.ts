import type { Segment } from '../contract/transcript';
import {
  completeTrack,
  EMPTY_TRACK,
  reduceTrack,
  settleTrack,
  type CaptionEvent,
  type CaptionTrack,
} from './caption-track';
import { applyEdit, type Edit } from './edit';

/** One file, or one run of live captions, by what it listened to. */
export const CAPTION_SOURCE_KINDS = ['microphone', 'tab', 'both', 'media', 'file'] as const;

/** One run of live captions, or one file. Its times count from its own start. */
export interface CaptionSource {
  /** Unique across visits. */
  readonly id: string;
  readonly kind: (typeof CAPTION_SOURCE_KINDS)[number];
  /** File name, or what the run is called. */
  readonly name: string;
  /** Milliseconds since 1970, by the page's clock. */
  readonly startedAtMs: number;
  readonly track: CaptionTrack;
}

/** Everything on the page, oldest first. Only the last source still receives events. */
export interface Transcript {
  readonly sources: readonly CaptionSource[];
}

export type TranscriptAction =
  | {
      readonly type: 'source-started';
      readonly id: string;
      readonly kind: CaptionSource['kind'];
      readonly name: string;
      readonly startedAtMs: number;
    }
  | { readonly type: 'recognized'; readonly event: CaptionEvent }
  /** Stopped or broken off: what is left unfinished stands as it is; a source without text goes. */
  | { readonly type: 'source-ended'; readonly engine: string }
  /** The whole result of a file: stands for its events, some of which may still be under way. */
  | { readonly type: 'source-completed'; readonly segments: readonly Segment[] }
  /** A person changed lines. */
  | { readonly type: 'edited'; readonly edit: Edit }
  /** Removes all text; a source in progress stays, empty. */
  | { readonly type: 'cleared'; readonly inProgress: boolean }
  /** Puts back what 'cleared' took away, or what an earlier visit left. */
  | { readonly type: 'restored'; readonly transcript: Transcript };

export const EMPTY_TRANSCRIPT: Transcript = { sources: [] };

/** Applies one action; returns the same object where nothing changed. */
export function reduceTranscript(transcript: Transcript, action: TranscriptAction): Transcript {
  switch (action.type) {
    case 'source-started': {
      const { id, kind, name, startedAtMs } = action;
      return { sources: [...transcript.sources, { id, kind, name, startedAtMs, track: EMPTY_TRACK }] };
    }
    case 'recognized':
      return onLast(transcript, (track) => reduceTrack(track, action.event));
    case 'source-ended':
      return withoutEmptyLast(onLast(transcript, (track) => settleTrack(track, action.engine)));
    case 'source-completed':
      return onLast(transcript, (track) => completeTrack(track, action.segments));
    case 'edited':
      return applyEdit(transcript, action.edit) ?? transcript;
    case 'cleared': {
      const last = transcript.sources.at(-1);
      if (!action.inProgress || last === undefined) return EMPTY_TRANSCRIPT;
      return { sources: [{ ...last, track: { ...EMPTY_TRACK, partials: last.track.partials } }] };
    }
    case 'restored':
      return merged(action.transcript, transcript);
    default:
      return unreachable(action);
  }
}

/** Whether there is any text to copy or export. */
export function hasText(transcript: Transcript): boolean {
  return transcript.sources.some((source) => source.track.segments.length > 0);
}

function withoutEmptyLast(transcript: Transcript): Transcript {
  const isEmpty = transcript.sources.at(-1)?.track.segments.length === 0;
  return isEmpty ? { sources: transcript.sources.slice(0, -1) } : transcript;
}

function onLast(transcript: Transcript, change: (track: CaptionTrack) => CaptionTrack): Transcript {
  const last = transcript.sources.at(-1);
  if (last === undefined) return transcript;
  const track = change(last.track);
  if (track === last.track) return transcript;
  return { sources: [...transcript.sources.slice(0, -1), { ...last, track }] };
}

/** Sources of both, earlier ones first; of a source in both, the segments of both. */
function merged(earlier: Transcript, later: Transcript): Transcript {
  const laterById = new Map(later.sources.map((source) => [source.id, source]));
  const first = earlier.sources.map((source) => {
    const same = laterById.get(source.id);
    if (same === undefined) return source;
    laterById.delete(source.id);
    const segments = [...source.track.segments, ...same.track.segments];
    const removed = [...(source.track.removed ?? []), ...(same.track.removed ?? [])];
    const { partials } = same.track;
    return { ...same, track: { segments, partials, ...(removed.length > 0 && { removed }) } };
  });
  return { sources: [...first, ...laterById.values()] };
}

function unreachable(action: never): never {
  throw new Error(`unknown transcript action: ${JSON.stringify(action)}`);
}
