/** Lower-case words without punctuation. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/**
 * Word error rate: substitutions, deletions and insertions over the words of the reference.
 * @throws RangeError for a reference without words.
 */
export function wordErrorRate(reference: string, heard: string): number {
  const wanted = wordsOf(reference);
  const found = wordsOf(heard);
  if (wanted.length === 0) throw new RangeError(`The reference "${reference}" has no words.`);
  // Levenshtein distance, one row of the table at a time.
  let row = found.map((_, index) => index + 1);
  row.unshift(0);
  wanted.forEach((word, index) => {
    const next = [index + 1];
    found.forEach((other, column) => {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    });
    row = next;
  });
  return (row.at(-1) ?? 0) / wanted.length;
}
