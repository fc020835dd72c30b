import type { Segment } from '../contract/transcript';
import type { Transcript } from './transcript';

/** What a list of past sessions shows of one: small, so that hundreds are read at once. */
export interface KeptSession {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly savedAtMs: number;
  /** Of sound, its sources one after the other. */
  readonly lengthMs: number;
  readonly words: number;
  /** Name of its first file, where it is a transcript of files alone; null for captions. */
  readonly fileName: string | null;
  /** Files behind the first one. Absent in what earlier versions kept. */
  readonly moreFiles?: number;
  /** Its first words. */
  readonly opening: string;
  /** As last written to the database. */
  readonly textBytes: number;
  /** Captions were running when it was last saved: unfinished, where no tab has it. */
  readonly running: boolean;
}

const OPENING_CHARS = 160;

const wordCounts = new WeakMap<Segment, number>();

/** Describes a session; null where it has no text. */
export function describeSession(
  id: string,
  { sources }: Transcript,
  state: Pick<KeptSession, 'savedAtMs' | 'running' | 'textBytes'>,
): KeptSession | null {
  const segments = sources.flatMap((source) => source.track.segments);
  const [first] = sources;
  if (first === undefined || segments.length === 0) return null;
  return {
    id,
    startedAtMs: Math.min(...sources.map((source) => source.startedAtMs)),
    lengthMs: sources.reduce((sum, { track }) => sum + (track.segments.at(-1)?.endMs ?? 0), 0),
    words: segments.reduce((sum, segment) => sum + wordsOf(segment), 0),
    fileName: sources.every(({ kind }) => kind === 'file') ? first.name : null,
    moreFiles: sources.length - 1,
    opening: openingOf(segments),
    ...state,
  };
}

function openingOf(segments: readonly Segment[]): string {
  let opening = '';
  for (const { text } of segments) {
    if (opening.length >= OPENING_CHARS) break;
    opening = `${opening} ${text}`.trimStart();
  }
  return opening.length <= OPENING_CHARS ? opening : `${opening.slice(0, OPENING_CHARS).trimEnd()}…`;
}

/** Counted once: a long session is described again at each saving. */
function wordsOf(segment: Segment): number {
  const known = wordCounts.get(segment);
  if (known !== undefined) return known;
  const words = segment.text.match(/\S+/gu)?.length ?? 0;
  wordCounts.set(segment, words);
  return words;
}

/** A place where a text was found, with some of what stands around it. */
export interface Found {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const AROUND_CHARS = 60;

/** Finds text in a transcript, whatever its case; null where it is not there. */
export function findText({ sources }: Transcript, wanted: string): Found | null {
  const text = sources.flatMap(({ track }) => track.segments.map((segment) => segment.text)).join(' ');
  return findIn(text, wanted);
}

/** As findText(), in plain text. */
export function findIn(text: string, wanted: string): Found | null {
  const at = text.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase());
  // Lower case may have another length than the text, in Turkish for one: then the place is only near.
  if (wanted === '' || at < 0) return null;
  const end = at + wanted.length;
  const start = Math.max(0, at - AROUND_CHARS);
  const stop = Math.min(text.length, end + AROUND_CHARS);
  return {
    before: (start > 0 ? '…' : '') + text.slice(start, at),
    match: text.slice(at, end),
    after: text.slice(end, stop) + (stop < text.length ? '…' : ''),
  };
}
