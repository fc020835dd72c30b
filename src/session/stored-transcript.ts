import {
  CAPTION_SOURCE_KINDS,
  EMPTY_TRANSCRIPT,
  type CaptionSource,
  type Transcript,
} from '../captions/transcript';
import type { Segment, Word } from '../contract/transcript';

/** Reads a stored transcript; what is not one (an older form, a cut write) counts as empty. */
export function readTranscript(text: string | null): Transcript {
  if (text === null) return EMPTY_TRANSCRIPT;
  try {
    const value: unknown = JSON.parse(text);
    return isTranscript(value) ? value : EMPTY_TRANSCRIPT;
  } catch {
    return EMPTY_TRANSCRIPT;
  }
}

function isTranscript(value: unknown): value is Transcript {
  return isRecord(value) && isListOf(value['sources'], isSource);
}

function isSource(value: unknown): value is CaptionSource {
  if (!isRecord(value)) return false;
  const { id, kind, name, startedAtMs, track } = value;
  return (
    typeof id === 'string' &&
    isSourceKind(kind) &&
    typeof name === 'string' &&
    typeof startedAtMs === 'number' &&
    isRecord(track) &&
    isListOf(track['segments'], isSegment) &&
    Array.isArray(track['partials'])
  );
}

function isSourceKind(value: unknown): value is CaptionSource['kind'] {
  return CAPTION_SOURCE_KINDS.some((kind) => kind === value);
}

function isSegment(value: unknown): value is Segment {
  return (
    isRecord(value) &&
    typeof value['id'] === 'number' &&
    typeof value['text'] === 'string' &&
    typeof value['startMs'] === 'number' &&
    typeof value['endMs'] === 'number' &&
    typeof value['engine'] === 'string' &&
    isListOf(value['words'], isWord)
  );
}

function isWord(value: unknown): value is Word {
  return (
    isRecord(value) &&
    typeof value['word'] === 'string' &&
    typeof value['startMs'] === 'number' &&
    typeof value['endMs'] === 'number' &&
    typeof value['confidence'] === 'number'
  );
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
