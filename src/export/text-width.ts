/** The most that a line of subtitles holds, in columns: Netflix' English Timed Text Style Guide, "Character limitation". */
export const MAX_LINE_COLUMNS = 42;
/** Sixteen wide characters: the same guides for Chinese and Japanese. */
export const MAX_DENSE_LINE_COLUMNS = 32;
/** The same guide, "Line treatment": two lines at most. */
export const MAX_LINES = 2;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Drawn two columns wide: Unicode's wide and fullwidth characters, by their scripts and blocks, and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes: a character with its accents, or an emoji of several parts, counts once. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}
