import type { Segment, Word } from '../contract/transcript';

/** A word of a line as it is written, punctuation included, with its place in the text and in the audio. */
export interface WrittenWord extends Word {
  /** Characters `from` to `to` of the line's text. */
  readonly from: number;
  readonly to: number;
}

/** What text between spaces counts from and to, and what it says. */
interface Place {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Words of a line's text with times: the engine's own where they match the text one to one, else by share of
 * letters, and then sure, as nothing is known of them.
 */
export function writtenWords({
  text,
  words,
  startMs,
  endMs,
}: Pick<Segment, 'text' | 'words' | 'startMs' | 'endMs'>): readonly WrittenWord[] {
  const places = wordPlaces(text);
  const shares = spread(
    places.map(({ word }) => word),
    startMs,
    endMs,
  );
  const known = words.length === places.length ? words : shares;
  return places.map((place, index) => ({ ...(known[index] ?? { startMs, endMs, confidence: 1 }), ...place }));
}

/** A word of a line without its place in the text. */
export function plainWord({ from: _from, to: _to, ...word }: WrittenWord): Word {
  return word;
}

/** Gives words times between two others, each a share as long as its letters are of all. */
export function spread(words: readonly string[], startMs: number, endMs: number): readonly Word[] {
  const total = words.reduce((sum, word) => sum + word.length, 0);
  const spanMs = Math.max(0, endMs - startMs);
  let before = 0;
  return words.map((word) => {
    const from = startMs + (spanMs * before) / total;
    before += word.length;
    return { word, startMs: from, endMs: startMs + (spanMs * before) / total, confidence: 1 };
  });
}

function wordPlaces(text: string): readonly Place[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({
    word,
    from: index,
    to: index + word.length,
  }));
}
