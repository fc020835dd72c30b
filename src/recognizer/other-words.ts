import type { HypothesisWord } from './acoustic-model';
import type { MoonshineDecoding } from './moonshine-decoding';
import type { MoonshineTokenizer, ScoredToken } from './moonshine-tokenizer';
import { nextTask } from './next-task';
import { chooseToken, type TokenChoice } from './token-choice';
import { letters } from './word-alignment';

/** A word of more tokens than this, from the one on that differs, is given up. */
const MOST_TOKENS = 6;
/** So many steps of the decoder at most, and so many more for each token of the text, where nothing in it is sure. */
const MOST_STEPS = 4;
const STEPS_A_TOKEN = 0.5;

/** A place where the decoder might have gone another way. */
interface Branch {
  /** Tokens of the text that stay. */
  readonly kept: number;
  /** The token that would follow them; undefined where the word would end there. */
  readonly token: ScoredToken | undefined;
  /** Probability of the word up to there. */
  readonly probability: number;
}

/**
 * What else the decoder might have written in the place of each word: where another token came near the one that it took, it is
 * given that one in its place, and goes on to the end of the word.
 *
 * @param tokens of the text, the end token included where it came.
 * @param decoding was given all of them but the last.
 * @returns for each word of the text, the likelier first.
 */
export async function otherWords(
  tokens: readonly TokenChoice[],
  tokenizer: MoonshineTokenizer,
  decoding: MoonshineDecoding,
  signal?: AbortSignal,
): Promise<string[][]> {
  const found = tokenizer.hypothesis(tokens).words.map((): HypothesisWord[] => []);
  const branches = tokens
    .flatMap((_, kept) => branchesAt(tokens, kept, tokenizer))
    .sort((a, b) => b.probability - a.probability);
  let steps = MOST_STEPS + Math.ceil(STEPS_A_TOKEN * tokens.length);
  for (const { kept, token } of branches) {
    const written = await ended(tokens.slice(0, kept), token);
    const { words } = tokenizer.hypothesis(written);
    const last = words.at(-1);
    if (last !== undefined) found[words.length - 1]?.push(last);
  }
  return found.map((words) => words.sort((a, b) => b.confidence - a.confidence).map(({ word }) => word));

  /** Tokens up to the end of the word that the next token begins or goes on with; none where no end is found. */
  async function ended(written: ScoredToken[], next: ScoredToken | undefined): Promise<ScoredToken[]> {
    if (next === undefined) return written;
    // The token that begins every text was given first.
    const other = decoding.after(written.length + 1);
    let token = next;
    for (let count = 0; count < MOST_TOKENS && steps > 0; count += 1, steps -= 1) {
      // As between any two tokens: sound that has come meanwhile is heard first.
      await nextTask();
      signal?.throwIfAborted();
      written.push(token);
      token = chooseToken(await other.give(token.id));
      if (tokenizer.endsWord(token.id)) return written;
    }
    return [];
  }
}

/** The ways that the decoder did not take behind the first `kept` tokens. */
function branchesAt(tokens: readonly TokenChoice[], kept: number, tokenizer: MoonshineTokenizer): Branch[] {
  const taken = tokens[kept];
  if (taken === undefined || taken.runnersUp.length === 0) return [];
  const soFar = tokenizer.hypothesis(tokens.slice(0, kept)).words.at(-1)?.confidence ?? 1;
  const begins = tokenizer.beginsWord(taken.id);
  return taken.runnersUp.flatMap((token): Branch[] => {
    if (begins && tokenizer.beginsWord(token.id)) {
      const isSame = letters(tokenizer.textOf(token.id)) === letters(tokenizer.textOf(taken.id));
      return isSame ? [] : [{ kept, token, probability: token.probability }];
    }
    const ends = tokenizer.endsWord(token.id);
    return [{ kept, token: ends ? undefined : token, probability: soFar * token.probability }];
  });
}
