import { lineAt, type WordPlace } from './correction';
import type { Edit } from './edit';
import { plainWord, writtenWords } from './timed-words';
import type { Transcript } from './transcript';

/** A doubtful word, and how many there are. */
export interface DoubtfulWord {
  readonly place: WordPlace;
  /** Counts from 0, in the order of the page. */
  readonly index: number;
  readonly count: number;
}

/**
 * The next word that an engine was unsure of, or the one before; around the ends, as searches go.
 *
 * @param from where one is; the beginning where null.
 * @param below words of a lower probability are doubtful.
 */
export function nextDoubtful(
  { sources }: Transcript,
  from: WordPlace | null,
  by: 1 | -1,
  below: number,
): DoubtfulWord | null {
  const found: WordPlace[] = [];
  /** So many of them lie before the place, or on it. */
  let before = 0;
  let upTo = 0;
  for (const { id: source, track } of sources) {
    for (const line of track.segments) {
      const isHere = from !== null && from.source === source && from.line === line.id;
      for (const [index, { confidence }] of writtenWords(line).entries()) {
        if (isHere && index === from.from) before = found.length;
        if (confidence < below) found.push({ source, line: line.id, from: index, to: index + 1 });
        if (isHere && index === from.from) upTo = found.length;
      }
    }
  }
  const count = found.length;
  const index = by > 0 ? upTo % Math.max(1, count) : (before - 1 + count) % Math.max(1, count);
  const place = found[index];
  return place === undefined ? null : { place, index, count };
}

/** A person has heard the words and says that they are right: they are doubtful no more. Null where they were not. */
export function confirmation(transcript: Transcript, place: WordPlace): Edit | null {
  const line = lineAt(transcript, place);
  if (line === undefined) return null;
  const written = writtenWords(line);
  if (written.slice(place.from, place.to).every(({ confidence }) => confidence === 1)) return null;
  const words = written.map((word, index) =>
    index >= place.from && index < place.to ? { ...plainWord(word), confidence: 1 } : plainWord(word),
  );
  return { changes: [{ source: place.source, before: [line], after: [{ ...line, words }] }] };
}
