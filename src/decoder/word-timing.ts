import type { Word } from '../contract/transcript';
import type { Token } from './greedy';
import { pieceOf, WORD_START } from './token-text';

/** CTC spikes near the start of a token's sound; the sound goes on for about this long after the spike. */
const SPIKE_TAIL_MS = 160;

export interface TimingOptions {
  readonly pieces: readonly string[];
  /** Milliseconds of audio under one frame of the path. */
  readonly frameMs: number;
  /** Where frame 0 lies in the stream or file. */
  readonly offsetMs: number;
  /** No word ends after this place in the stream or file. */
  readonly limitMs: number;
}

/**
 * Groups tokens into words with times.
 *
 * A word starts with the first frame of its first token. It ends SPIKE_TAIL_MS after the last frame of its
 * last token, but no later than the next word's start and `limitMs`. Its confidence is the geometric mean
 * of its tokens' probabilities.
 */
export function wordsOf(tokens: readonly Token[], options: TimingOptions): Word[] {
  const groups = groupByWord(tokens, options.pieces);
  return groups.map((group, index) => {
    const startMs = Math.min(toMs(group.firstFrame, options), options.limitMs);
    const next = groups[index + 1];
    const boundMs = next === undefined ? options.limitMs : toMs(next.firstFrame, options);
    const soundMs = toMs(group.lastFrame + 1, options) + SPIKE_TAIL_MS;
    const endMs = Math.max(startMs, Math.min(soundMs, boundMs, options.limitMs));
    const confidence = Math.exp(group.logProbability / group.tokens);
    return { word: group.letters, startMs, endMs, confidence };
  });
}

interface WordGroup {
  letters: string;
  readonly firstFrame: number;
  lastFrame: number;
  logProbability: number;
  tokens: number;
}

function groupByWord(tokens: readonly Token[], pieces: readonly string[]): WordGroup[] {
  const groups: WordGroup[] = [];
  let open: WordGroup | undefined;
  for (const token of tokens) {
    const piece = pieceOf(token.id, pieces);
    if (piece === '') continue;
    const logProbability = Math.log(Math.max(token.probability, Number.MIN_VALUE));
    if (open === undefined || piece.startsWith(WORD_START)) {
      open = { letters: '', firstFrame: token.firstFrame, lastFrame: 0, logProbability: 0, tokens: 0 };
      groups.push(open);
    }
    open.letters += piece.replaceAll(WORD_START, '');
    open.lastFrame = token.lastFrame;
    open.logProbability += logProbability;
    open.tokens += 1;
  }
  return groups.filter((group) => group.letters !== '');
}

function toMs(frame: number, options: TimingOptions): number {
  return options.offsetMs + frame * options.frameMs;
}
