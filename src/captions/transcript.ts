import { EMPTY_TRACK, reduceTrack, settleTrack, type CaptionEvent, type CaptionTrack } from './caption-track';
import type { SourceKind } from '../contract/audio-source';
import { applyEdit, type Edit } from './edit';

/** One file, or one run of live captions, by what it listened to. */
export const CAPTION_SOURCE_KINDS = ['microphone', 'tab', 'both', 'media', 'file'] as const;

/** A place where a source of live captions was interrupted. */
export interface MissedSound {
  readonly startMs: number;
  readonly lengthMs: number;
  /** Which source, where there are several. */
  readonly source?: SourceKind;
}

/** One run of live captions, or one file. Its times count from its own start. */
export interface CaptionSource {
  /** Unique across visits. */
  readonly id: string;
  readonly kind: (typeof CAPTION_SOURCE_KINDS)[number];
  /** File name, or what the run is called. */
  readonly name: string;
  /** Milliseconds since 1970, by the page's clock. */
  readonly startedAtMs: number;
  /** Of a file that is not done: all up to here has been written. Absent where it is, and for live captions. */
  readonly doneMs?: number;
  /** Where nothing was heard, in order; absent where all was. */
  readonly missed?: readonly MissedSound[];
  readonly track: CaptionTrack;
}

/** Everything on the page, oldest first. Events are the last source's, or those of the file that they name. */
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
      /** Of a file: where it begins. */
      readonly doneMs?: number;
    }
  /** @property id the file that it belongs to; the last source where absent. */
  | { readonly type: 'recognized'; readonly event: CaptionEvent; readonly id?: string | undefined }
  /** Stopped or broken off: what is left unfinished stands as it is; a source without text goes. */
  | { readonly type: 'source-ended'; readonly engine: string }
  /** Of the live source. */
  | { readonly type: 'sound-missed'; readonly missed: MissedSound }
  /** A person changed lines. */
  | { readonly type: 'edited'; readonly edit: Edit }
  /** All of the file up to here has been written. */
  | { readonly type: 'file-progressed'; readonly id: string; readonly doneMs: number }
  /** Paused, failed or cancelled: it can go on from where it was; without text it goes. */
  | { readonly type: 'file-stopped'; readonly id: string; readonly engine: string }
  /** The file goes on from where it was: what it had written beyond that will be written again. */
  | { readonly type: 'file-resumed'; readonly id: string }
  /** The file is all there, or nobody will go on with it. */
  | { readonly type: 'file-done'; readonly id: string }
  /** Removes all text; a source in progress stays, empty. */
  | { readonly type: 'cleared'; readonly inProgress: boolean }
  /** Puts back what 'cleared' took away, or what an earlier visit left. */
  | { readonly type: 'restored'; readonly transcript: Transcript };

export const EMPTY_TRANSCRIPT: Transcript = { sources: [] };

/** Applies one action; returns the same object where nothing changed. */
export function reduceTranscript(transcript: Transcript, action: TranscriptAction): Transcript {
  switch (action.type) {
    case 'source-started': {
      const { type: _, ...source } = action;
      return { sources: [...transcript.sources, { ...source, track: EMPTY_TRACK }] };
    }
    case 'recognized': {
      const id = action.id ?? transcript.sources.at(-1)?.id;
      return onSource(transcript, id, (source) => withTrack(source, reduceTrack(source.track, action.event)));
    }
    case 'source-ended':
      return settled(transcript, transcript.sources.at(-1)?.id, action.engine);
    case 'file-stopped':
      return settled(transcript, action.id, action.engine);
    case 'file-progressed':
      return onSource(transcript, action.id, (source) => ({ ...source, doneMs: action.doneMs }));
    case 'file-resumed':
      return onSource(transcript, action.id, upToDone);
    case 'file-done':
      return onSource(transcript, action.id, withoutDone);
    case 'sound-missed':
      return onSource(transcript, transcript.sources.at(-1)?.id, (source) => ({
        ...source,
        missed: [...(source.missed ?? []), action.missed],
      }));
    case 'edited':
      return applyEdit(transcript, action.edit) ?? transcript;
    case 'cleared': {
      const last = transcript.sources.at(-1);
      if (!action.inProgress || last === undefined) return EMPTY_TRANSCRIPT;
      return { sources: [{ ...last, missed: [], track: { ...EMPTY_TRACK, partials: last.track.partials } }] };
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

/** What is left unfinished stands as it is; a source without text goes. */
function settled(transcript: Transcript, id: string | undefined, engine: string): Transcript {
  const changed = onSource(transcript, id, (source) => withTrack(source, settleTrack(source.track, engine)));
  const isEmpty = changed.sources.some((source) => source.id === id && source.track.segments.length === 0);
  return isEmpty ? { sources: changed.sources.filter((source) => source.id !== id) } : changed;
}

function upToDone(source: CaptionSource): CaptionSource {
  const { doneMs = 0, track } = source;
  const segments = track.segments.filter(({ startMs }) => startMs < doneMs);
  return { ...source, track: { ...track, segments, partials: [] } };
}

function withoutDone(source: CaptionSource): CaptionSource {
  if (source.doneMs === undefined) return source;
  const { doneMs: _, ...done } = source;
  return done;
}

function withTrack(source: CaptionSource, track: CaptionTrack): CaptionSource {
  return track === source.track ? source : { ...source, track };
}

function onSource(
  transcript: Transcript,
  id: string | undefined,
  change: (source: CaptionSource) => CaptionSource,
): Transcript {
  const source = transcript.sources.find((item) => item.id === id);
  const changed = source && change(source);
  if (changed === undefined || changed === source) return transcript;
  return { sources: transcript.sources.map((item) => (item === source ? changed : item)) };
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
    const missed = [...(source.missed ?? []), ...(same.missed ?? [])];
    return {
      ...same,
      ...(missed.length > 0 && { missed }),
      track: { segments, partials, ...(removed.length > 0 && { removed }) },
    };
  });
  return { sources: [...first, ...laterById.values()] };
}

function unreachable(action: never): never {
  throw new Error(`unknown transcript action: ${JSON.stringify(action)}`);
}
