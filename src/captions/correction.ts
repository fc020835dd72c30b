import type { Segment, Word } from '../contract/transcript';
import type { Edit } from './edit';
import { plainWord, spread, writtenWords } from './timed-words';
import type { Transcript } from './transcript';

/** Words of a line: from the one with the index `from` to before the one with the index `to`. */
export interface WordPlace {
  /** Id of the CaptionSource. */
  readonly source: string;
  /** Id of the line. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Writes other words in the place of some; none at all take them out.
 *
 * @returns null where nothing would change, or there is no such place.
 */
export function correction(transcript: Transcript, place: WordPlace, text: string): Edit | null {
  const line = lineAt(transcript, place);
  if (line === undefined) return null;
  const corrected = withWords(line, place, text);
  if (corrected === line) return null;
  const after = corrected.text === '' ? [] : [corrected];
  return { changes: [{ source: place.source, before: [line], after }] };
}

/** Goes back to what the engine wrote; null where the line is as it was. */
export function asHeard(transcript: Transcript, place: Pick<WordPlace, 'source' | 'line'>): Edit | null {
  const line = lineAt(transcript, place);
  if (line?.heard === undefined) return null;
  return { changes: [{ source: place.source, before: [line], after: [unchanged(line, line.heard)] }] };
}

/** The line of a place, where it is there. */
export function lineAt(
  { sources }: Transcript,
  { source, line }: Pick<WordPlace, 'source' | 'line'>,
): Segment | undefined {
  return sources.find(({ id }) => id === source)?.track.segments.find(({ id }) => id === line);
}

/**
 * The line with other words in place of some: they share the time of those by their letters, and are sure. The text
 * is empty where none is left; the same line comes back where nothing changes.
 */
export function withWords(
  line: Segment,
  { from, to }: Pick<WordPlace, 'from' | 'to'>,
  text: string,
): Segment {
  const words = writtenWords(line);
  const replaced = words.slice(from, to);
  const [first] = replaced;
  const last = replaced.at(-1);
  const written = text.split(/\s+/u).filter((word) => word !== '');
  if (first === undefined || last === undefined) return line;
  if (written.join(' ') === replaced.map(({ word }) => word).join(' ')) return line;
  const corrected: readonly Word[] = [
    ...words.slice(0, from).map(plainWord),
    ...spread(written, first.startMs, Math.max(first.startMs, last.endMs)),
    ...words.slice(to).map(plainWord),
  ];
  const heard = line.heard ?? { text: line.text, words: line.words };
  const whole = corrected.map(({ word }) => word).join(' ');
  if (whole === heard.text) return unchanged(line, heard);
  // Where no word had a time, none gets one.
  return { ...line, text: whole, words: line.words.length === 0 ? [] : corrected, heard };
}

/** Where a word is after its line was written anew: the word that is said at the same time. */
export function samePlace(before: Segment, now: Segment, index: number): number {
  const old = writtenWords(before)[index];
  const words = writtenWords(now);
  if (old === undefined || words[index]?.word === old.word) return index;
  const middleMs = (old.startMs + old.endMs) / 2;
  const found = words.findIndex(({ endMs }) => endMs > middleMs);
  return found < 0 ? Math.max(0, words.length - 1) : found;
}

function unchanged(
  { heard: _heard, ...line }: Segment,
  { text, words }: Pick<Segment, 'text' | 'words'>,
): Segment {
  return { ...line, text, words };
}
