import { breakCost, endsSentence } from './break-cost';
import { MAX_CUE_MS, MIN_CUE_MS } from './cue-times';
import { layOut } from './line-layout';
import { MAX_LINE_COLUMNS, MAX_LINES } from './text-width';
import type { TimedToken } from './timed-tokens';

/** Each cue is one more thing to look at. */
const CUE_COST = 10;
/** A cue ends worse than a line does: the reader cannot see what follows. */
const CUE_BREAK_WEIGHT = 2;
/** Another sentence behind the end of one: on a line of its own, or where one line holds both, it does little harm. */
const NEXT_SENTENCE_COST = 4;
const SENTENCE_END_IN_LINE_COST = 14;
/** Showing words long before they are said. */
const LONG_PAUSE_MS = 1000;
const LONG_PAUSE_COST = 20;
const TOO_SHORT_COST = 15;

type Lines = readonly (readonly TimedToken[])[];

/**
 * Cuts an utterance into cues of at most two lines and seven seconds, at the cheapest places for the reader: all
 * ways to cut are weighed against each other, as TeX does with the lines of a paragraph (Knuth and Plass 1981).
 *
 * @returns the lines of each cue.
 */
export function cueGroups(tokens: readonly TimedToken[], indentColumns: number): readonly Lines[] {
  // best[end]: the cheapest way to cut the first `end` tokens, by its last cue.
  const best: { cost: number; start: number; lines: Lines }[] = [{ cost: 0, start: 0, lines: [] }];
  for (let end = 1; end <= tokens.length; end += 1) {
    let found = { cost: Infinity, start: end - 1, lines: [tokens.slice(end - 1, end)] as Lines };
    let columns = 0;
    for (let start = end - 1; start >= 0; start -= 1) {
      const group = tokens.slice(start, end);
      columns += group[0]?.columns ?? 0;
      if (group.length > 1 && (columns > MAX_LINES * MAX_LINE_COLUMNS || spanMs(group) > MAX_CUE_MS)) break;
      const layout = layOut(group, indentColumns);
      if (layout === null) continue;
      const next = tokens[end];
      const cost =
        (best[start]?.cost ?? 0) + CUE_COST + layout.cost + innerCost(layout.lines) + endCost(group, next);
      if (cost < found.cost) found = { cost, start, lines: layout.lines };
    }
    best.push(found);
  }
  const cut: Lines[] = [];
  for (let end = tokens.length; end > 0;) {
    const last = best[end];
    if (last === undefined) break;
    cut.unshift(last.lines);
    end = last.start;
  }
  return cut;
}

function spanMs(group: readonly TimedToken[]): number {
  return Math.max(...group.map(({ endMs }) => endMs)) - Math.min(...group.map(({ startMs }) => startMs));
}

function innerCost(lines: Lines): number {
  let cost = 0;
  const lineEnds = lines.length === 1 ? null : lines.map((line) => line.at(-1));
  lines.flat().reduce((before, token) => {
    if (endsSentence(before))
      cost += lineEnds?.includes(before) === false ? SENTENCE_END_IN_LINE_COST : NEXT_SENTENCE_COST;
    if (token.startMs - before.endMs >= LONG_PAUSE_MS) cost += LONG_PAUSE_COST;
    return token;
  });
  return cost;
}

function endCost(group: readonly TimedToken[], next: TimedToken | undefined): number {
  const last = group.at(-1);
  if (next === undefined || last === undefined) return 0;
  const shownMs = next.startMs - (group[0]?.startMs ?? 0);
  const tooShort = shownMs < MIN_CUE_MS ? TOO_SHORT_COST * (1 - Math.max(0, shownMs) / MIN_CUE_MS) : 0;
  return CUE_BREAK_WEIGHT * breakCost(last, next) + tooShort;
}
