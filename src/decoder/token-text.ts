/** Sentencepiece's mark for the start of a word. */
export const WORD_START = '▁';

/** Control pieces such as `<blank>` and `<unk>` stand for no letters. */
const CONTROL_PIECE = /^<[^<>]*>$/;

/**
 * The letters a token adds.
 *
 * @param pieces token pieces by id.
 * @returns the piece with its word-start mark; '' for control pieces.
 * @throws RangeError if the vocabulary has no such token.
 */
export function pieceOf(id: number, pieces: readonly string[]): string {
  const piece = pieces[id];
  if (piece === undefined) {
    throw new RangeError(`token ${String(id)} is outside the vocabulary of ${String(pieces.length)}`);
  }
  return CONTROL_PIECE.test(piece) ? '' : piece;
}

/** Spells token ids as text: word-start marks become spaces, outer space goes. */
export function textOf(ids: readonly number[], pieces: readonly string[]): string {
  return ids
    .map((id) => pieceOf(id, pieces))
    .join('')
    .replaceAll(WORD_START, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
