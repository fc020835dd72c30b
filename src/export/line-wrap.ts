/** Usual bounds of subtitles: what a viewer reads at a glance and a player shows without shrinking. */
export const MAX_LINE_CHARS = 42;
export const MAX_LINES = 2;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Sets words on one line or, evenly, on two.
 *
 * @returns null where they do not fit on MAX_LINES lines of MAX_LINE_CHARS characters.
 */
export function wrapLines(words: readonly string[]): readonly string[] | null {
  const whole = words.join(' ');
  if (charCount(whole) <= MAX_LINE_CHARS) return [whole];
  let best: readonly [string, string] | null = null;
  let bestLongest = MAX_LINE_CHARS + 1;
  for (let cut = 1; cut < words.length; cut += 1) {
    const lines = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')] as const;
    const longest = Math.max(charCount(lines[0]), charCount(lines[1]));
    if (longest < bestLongest) [best, bestLongest] = [lines, longest];
  }
  return best;
}

/** Cuts a word longer than a line (an address, or a script without spaces) into pieces that fit one. */
export function splitLongWords(word: string): readonly string[] {
  if (charCount(word) <= MAX_LINE_CHARS) return [word];
  const characters = Array.from(graphemes.segment(word), (part) => part.segment);
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += MAX_LINE_CHARS) {
    pieces.push(characters.slice(start, start + MAX_LINE_CHARS).join(''));
  }
  return pieces;
}

/** Characters as a reader counts them: an accent or an emoji's parts are not extra ones. */
export function charCount(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}
