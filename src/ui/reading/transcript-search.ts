import type { Segment } from '../../contract/transcript';

const LETTER = '[\\p{L}\\p{N}]';

/** Where a text was found: characters `start` to `end` of the caption with this index. */
export interface Hit {
  readonly caption: number;
  readonly start: number;
  readonly end: number;
}

export interface SearchOptions {
  /** Capitals matter. */
  readonly matchCase: boolean;
  /** Nothing is found inside of a longer word. */
  readonly wholeWords: boolean;
}

/** All places of `query` in the captions, in their order. */
export function findHits(
  captions: readonly Pick<Segment, 'text'>[],
  query: string,
  { matchCase, wholeWords }: SearchOptions = { matchCase: false, wholeWords: false },
): readonly Hit[] {
  const words = query
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const text = words.map((word) => escaped(word)).join('\\s+');
  // A name's possessive is found with the name.
  const bounded = wholeWords ? `(?<!${LETTER})${text}(?!${LETTER})` : text;
  const pattern = new RegExp(bounded, matchCase ? 'gu' : 'giu');
  return captions.flatMap((line, caption) =>
    [...line.text.matchAll(pattern)].map((match) => ({
      caption,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

/** The place in the audio that `1:05` or `1:02:03` names; null for anything else. */
export function placeMs(query: string): number | null {
  const match = /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})\s*$/u.exec(query);
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** Index of the caption that is said at this time or begins next; null where all have ended by then. */
export function captionAt(captions: readonly Pick<Segment, 'endMs'>[], timeMs: number): number | null {
  const found = captions.findIndex(({ endMs }) => endMs > timeMs);
  return found < 0 ? null : found;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
