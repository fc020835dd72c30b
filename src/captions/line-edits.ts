import type { HeardText, Segment } from '../contract/transcript';
import type { CaptionTrack } from './caption-track';
import { lineAt, type WordPlace } from './correction';
import type { Edit } from './edit';
import { freshId } from './fresh-ids';
import { plainWord, writtenWords } from './timed-words';
import type { Transcript } from './transcript';

type LinePlace = Pick<WordPlace, 'source' | 'line'>;

/**
 * Makes two lines of one: the second begins with the word `from`. Words keep their times.
 *
 * @returns null where the word is the first of its line, or no time lies before it.
 */
export function splitLine(transcript: Transcript, place: LinePlace & Pick<WordPlace, 'from'>): Edit | null {
  const line = lineAt(transcript, place);
  const track = trackOf(transcript, place);
  const words = line === undefined ? [] : writtenWords(line);
  const [last, next] = [words[place.from - 1], words[place.from]];
  if (line === undefined || track === undefined || last === undefined || next === undefined) return null;
  // Lines stand in the order of their starts.
  if (next.startMs <= line.startMs) return null;
  const known = line.words.length > 0;
  const first = {
    ...line,
    id: freshId(track, line.id, 1),
    text: line.text.slice(0, last.to),
    words: known ? words.slice(0, place.from).map(plainWord) : [],
    endMs: Math.min(Math.max(last.endMs, line.startMs), next.startMs),
  };
  const second = {
    ...line,
    id: freshId(track, line.id, 2),
    text: line.text.slice(next.from),
    words: known ? words.slice(place.from).map(plainWord) : [],
    startMs: next.startMs,
  };
  const heard = writtenWords({ ...line, ...line.heard });
  const isBefore = ({ startMs, endMs }: (typeof heard)[number]): boolean =>
    (startMs + endMs) / 2 < next.startMs;
  const parts = [heard.filter(isBefore), heard.filter((word) => !isBefore(word))];
  const after = [first, second].map((half, index) =>
    line.heard === undefined ? half : withHeard(half, heardOf(parts[index] ?? [], line.heard)),
  );
  return { changes: [{ source: place.source, before: [line], after }] };
}

/**
 * Makes one line of a line and the one before it, of the same source and input. Words keep their times.
 *
 * @returns null where there is none before it.
 */
export function joinLines(transcript: Transcript, place: LinePlace): Edit | null {
  const track = trackOf(transcript, place);
  const line = lineAt(transcript, place);
  if (track === undefined || line === undefined) return null;
  const { segments } = track;
  const before = segments
    .slice(0, segments.indexOf(line))
    .filter(({ source }) => source === line.source)
    .at(-1);
  if (before === undefined) return null;
  const both = [before, line];
  const hasWords = both.some(({ words }) => words.length > 0);
  const joined: Segment = {
    ...before,
    id: freshId(track, before.id, 1),
    text: both.map(({ text }) => text).join(' '),
    words: hasWords ? both.flatMap((item) => writtenWords(item).map(plainWord)) : [],
    endMs: Math.max(before.endMs, line.endMs),
    // Who wrote more of it.
    engine: line.text.length > before.text.length ? line.engine : before.engine,
  };
  const after = both.every(({ heard }) => heard === undefined)
    ? joined
    : withHeard(joined, {
        text: both.map(({ text, heard }) => heard?.text ?? text).join(' '),
        words: both.flatMap(({ words, heard }) => heard?.words ?? words),
      });
  return { changes: [{ source: place.source, before: both, after: [after] }] };
}

/** Without what was heard where it is what stands there, or nothing. */
function withHeard({ heard: _heard, ...line }: Segment, heard: HeardText): Segment {
  return heard.text === '' || heard.text === line.text ? line : { ...line, heard };
}

function heardOf(words: ReturnType<typeof writtenWords>, { words: known }: HeardText): HeardText {
  return {
    text: words.map(({ word }) => word).join(' '),
    words: known.length > 0 ? words.map(plainWord) : [],
  };
}

function trackOf({ sources }: Transcript, { source }: LinePlace): CaptionTrack | undefined {
  return sources.find(({ id }) => id === source)?.track;
}
