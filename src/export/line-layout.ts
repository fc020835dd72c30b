import { breakCost } from './break-cost';
import { MAX_DENSE_LINE_COLUMNS, MAX_LINE_COLUMNS } from './text-width';
import type { TimedToken } from './timed-tokens';

/** A cue's lines, and how far they are from what a reader would wish. */
export interface Layout {
  readonly lines: readonly (readonly TimedToken[])[];
  readonly cost: number;
}

/** Lines of very unequal length cost about as much as a bad break. */
const IMBALANCE_COST = 8;
/** Of two equal breaks the one with the longer line below: it covers less of the picture. */
const TOP_HEAVY_COST = 0.5;

/**
 * Sets tokens on one line or on two, broken where it reads best.
 *
 * @param indentColumns taken at the beginning of the first line by what stands before the words.
 * @returns null where they do not fit; a token alone always does, as it must not be split.
 */
export function layOut(tokens: readonly TimedToken[], indentColumns: number): Layout | null {
  const { whole, upTo } = widths(tokens);
  const limit = tokens.some(({ dense }) => dense) ? MAX_DENSE_LINE_COLUMNS : MAX_LINE_COLUMNS;
  if (tokens.length <= 1 || indentColumns + whole <= limit) return { lines: [tokens], cost: 0 };
  let best: Layout | null = null;
  for (let cut = 1; cut < tokens.length; cut += 1) {
    const [before, after] = [tokens[cut - 1], tokens[cut]];
    if (before === undefined || after === undefined) break;
    const first = indentColumns + (upTo[cut] ?? 0);
    const second = whole - (upTo[cut] ?? 0) - (after.spaced ? 1 : 0);
    if (Math.max(first, second) > limit) continue;
    const imbalance = (IMBALANCE_COST * Math.abs(first - second)) / MAX_LINE_COLUMNS;
    const cost = breakCost(before, after) + imbalance + (first > second ? TOP_HEAVY_COST : 0);
    if (best === null || cost < best.cost) best = { lines: [tokens.slice(0, cut), tokens.slice(cut)], cost };
  }
  return best;
}

/** Columns of the first n tokens on a line, for each n, and of all of them. */
function widths(tokens: readonly TimedToken[]): { whole: number; upTo: readonly number[] } {
  const upTo = [0];
  let whole = 0;
  tokens.forEach(({ columns, spaced }, index) => {
    whole += columns + (spaced && index > 0 ? 1 : 0);
    upTo.push(whole);
  });
  return { whole, upTo };
}
