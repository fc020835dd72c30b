const MAX_PERIOD_TOKENS = 16;
const MIN_REPEATS = 3;
/** So that "no, no, no" passes. */
const MIN_REPEATED_TOKENS = 12;

/**
 * Where to cut a sequence whose end is a loop: after the loop's first round; undefined if it is none. A loop
 * is a run of up to 16 tokens, three times or more in a row, over 12 tokens at least.
 */
export function loopCut(tokens: readonly number[]): number | undefined {
  for (let period = 1; period <= MAX_PERIOD_TOKENS; period++) {
    const covered = period * Math.max(MIN_REPEATS, Math.ceil(MIN_REPEATED_TOKENS / period));
    const start = tokens.length - covered;
    if (start < 0) continue;
    const tail = tokens.slice(start + period);
    if (tail.every((token, at) => token === tokens[start + at])) return start + period;
  }
  return undefined;
}
