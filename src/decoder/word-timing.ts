import type { Word } from '../contract/transcript';
import type { Token } from './greedy';
import { pieceOf, WORD_START } from './token-text';

/** CTC spikes near the start of a token's sound; the sound goes on for about this long after the spike. */
const SPIKE_TAIL_MS = 160;
/** No token sounds longer. A longer run reaches into a pause, which the student scores as a whole. */
const MAX_SOUND_MS = 400;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

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
 * last token with a letter, but no later than the next word's start and `limitMs`: punctuation is silent, and
 * the student writes it in the pause. Its confidence is the geometric mean of its tokens' probabilities.
 */
export function wordsOf(tokens: readonly Token[], options: TimingOptions): Word[] {
  const groups = groupByWord(tokens, options);
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

function groupByWord(tokens: readonly Token[], { pieces, frameMs }: TimingOptions): WordGroup[] {
  const groups: WordGroup[] = [];
  let open: WordGroup | undefined;
  for (const token of tokens) {
    const piece = pieceOf(token.id, pieces);
    if (piece === '') continue;
    const sound = soundOf(token, piece, frameMs);
    const logProbability = Math.log(Math.max(token.probability, Number.MIN_VALUE));
    if (open === undefined || piece.startsWith(WORD_START)) {
      open = { letters: '', ...sound, logProbability: 0, tokens: 0 };
      groups.push(open);
    }
    open.letters += piece.replaceAll(WORD_START, '');
    if (LETTER_OR_DIGIT.test(piece)) open.lastFrame = sound.lastFrame;
    open.logProbability += logProbability;
    open.tokens += 1;
  }
  return groups.filter(({ letters }) => LETTER_OR_DIGIT.test(letters));
}

function toMs(frame: number, options: TimingOptions): number {
  return options.offsetMs + frame * options.frameMs;
}

/** The frames of a token's run in which it sounds: the last ones where it opens a word, else the first ones. */
function soundOf({ firstFrame, lastFrame }: Token, piece: string, frameMs: number) {
  const longest = Math.round(MAX_SOUND_MS / frameMs);
  return piece.startsWith(WORD_START)
    ? { firstFrame: Math.max(firstFrame, lastFrame + 1 - longest), lastFrame }
    : { firstFrame, lastFrame: Math.min(lastFrame, firstFrame + longest - 1) };
}
