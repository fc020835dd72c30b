import { writtenWords } from '../captions/timed-words';
import type { Segment } from '../contract/transcript';
import { columnsOf } from './text-width';

/** What no line break may split: a word with its punctuation. Times on the segment's clock. */
export interface TimedToken {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Whether a space stands before it on a line. Scripts without spaces have none. */
  readonly spaced: boolean;
  readonly columns: number;
  /** Of a script whose lines are shorter, as its characters say more. */
  readonly dense: boolean;
}

/** Scripts whose words stand without spaces, so that a line may break between any two words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const OPENING = /^[\p{Ps}\p{Pi}]+$/u;
const wordBreaks = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Tokens of a segment's text with times; the pieces of a word share its time by their widths. */
export function timedTokens(segment: Segment): readonly TimedToken[] {
  return writtenWords(segment).flatMap(({ word: text, startMs, endMs: until }) => {
    const endMs = Math.max(startMs, until);
    const pieces = unbreakable(text);
    const parts = shares(startMs, endMs, pieces.map(columnsOf));
    return pieces.map((piece, at) => ({
      text: piece,
      ...(parts[at] ?? { startMs, endMs }),
      spaced: at === 0,
      columns: columnsOf(piece),
      dense: UNSPACED.test(piece),
    }));
  });
}

/** Tokens as one line of text. */
export function lineText(tokens: readonly TimedToken[]): string {
  return tokens.map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text)).join('');
}

function shares(startMs: number, endMs: number, weights: readonly number[]) {
  const total = Math.max(
    1,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  const spanMs = Math.max(0, endMs - startMs);
  let before = 0;
  return weights.map((weight) => {
    const from = startMs + (spanMs * before) / total;
    before += weight;
    return { startMs: from, endMs: startMs + (spanMs * before) / total };
  });
}

/** Cuts text without spaces at its words; closing marks stay with the word before them, opening ones with the next. */
function unbreakable(text: string): readonly string[] {
  if (!UNSPACED.test(text)) return [text];
  const pieces: string[] = [];
  let joins = true;
  for (const { segment, isWordLike } of wordBreaks.segment(text)) {
    const last = pieces.at(-1);
    const breaks = UNSPACED.test(segment) || UNSPACED.test(last ?? '');
    if (last === undefined || (!joins && (OPENING.test(segment) || (isWordLike === true && breaks))))
      pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
    joins = OPENING.test(segment);
  }
  return pieces;
}
