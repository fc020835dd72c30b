import { logSoftmax } from './log-softmax';
import { Beam, type FoundWord, type Hypothesis, type Trace } from './word-beam';
import type { FollowModel, SearchableTree } from './personal-words';
import { UNKNOWN_WORD, type TreeNode } from './word-lexicon';
import { START_CONTEXT } from './word-model';

/** Scores of a CTC model over phonemes, before the softmax; class 0 is the blank. */
export interface PhonemeScores {
  readonly frames: number;
  readonly phonemes: number;
  /** [frames, phonemes] */
  readonly data: Float32Array;
  /** Milliseconds of audio under one frame. */
  readonly frameMs: number;
}

/** All weights and costs are of natural logarithms. */
export interface SearchOptions {
  /** Weight of what was heard. */
  readonly phonemeWeight: number;
  /** Weight of the language model. */
  readonly modelWeight: number;
  /** Added for each word. */
  readonly wordBonus: number;
  /** Added for each unknown word, and for each of its phonemes. */
  readonly unknownWord: number;
  readonly unknownPhoneme: number;
  /** No phoneme counts as less likely than this. */
  readonly floor: number;
  /** Phonemes less likely than this begin nothing. */
  readonly cut: number;
  /** Most hypotheses kept from frame to frame, and how far they may be behind the best. */
  readonly beam: number;
  readonly beamWidth: number;
}

/** Nobody pauses for longer inside a word. Sounds further apart, as noise has them, make no word together. */
const LONGEST_PAUSE_MS = 600;

/** How far a search has come. Never changed: whoever keeps one may go on from it more than once. */
export interface SearchState {
  /** Frames searched so far. */
  readonly frames: number;
  readonly active: readonly Hypothesis[];
}

/**
 * Finds the likeliest words under a CTC model's phonemes: one pass over the frames with a beam of hypotheses, each
 * a place in the lexicon's tree with the words before it (token passing, Young et al. 1989; the best path counts
 * for the sum of all). The pass may be made in pieces, as the frames come; the words are the same.
 */
export class WordSearch {
  readonly #rootBound: number;

  constructor(
    private readonly lexicon: SearchableTree,
    private readonly model: FollowModel,
    private readonly options: SearchOptions,
  ) {
    this.#rootBound = options.modelWeight * lexicon.root.bound;
  }

  /** @returns words in the order of time; none where nothing was heard. */
  find(scores: PhonemeScores): FoundWord[] {
    return this.read(this.advance(this.start(), scores));
  }

  /** Before the first frame. */
  start(): SearchState {
    return { frames: 0, active: [this.#opened()] };
  }

  /**
   * Goes on over the frames that follow those of the state. The cost is that of the new frames, however many came
   * before.
   */
  advance(state: SearchState, scores: PhonemeScores): SearchState {
    const { beam, beamWidth, phonemeWeight, floor } = this.options;
    let { active } = state;
    for (let at = 0; at < scores.frames; at += 1) {
      const row = logSoftmax(scores.data.subarray(at * scores.phonemes, (at + 1) * scores.phonemes));
      for (const [phoneme, value] of row.entries()) row[phoneme] = Math.max(floor, phonemeWeight * value);
      const frame = state.frames + at;
      const next = new Beam(this.lexicon.nodes, beamWidth);
      const pauseFrom = frame - LONGEST_PAUSE_MS / scores.frameMs;
      for (const hypothesis of active) this.#advance(hypothesis, row, frame, pauseFrom, next);
      active = next.kept(beam);
    }
    return { frames: state.frames + scores.frames, active };
  }

  /** @returns the words found so far, in the order of time, as if nothing followed. */
  read(state: SearchState): FoundWord[] {
    return inOrder(this.#best(state.active));
  }

  /** @returns words of which each may be all that these frames say, the likelier first. */
  nearest(scores: PhonemeScores, most: number): number[] {
    const { active } = this.advance(this.start(), scores);
    const words = this.#whole(active)
      .sort((a, b) => b.score - a.score)
      .flatMap(({ trace }) => (trace?.before === undefined ? (trace?.word ?? []) : []));
    return [...new Set(words)].filter((word) => word !== UNKNOWN_WORD).slice(0, most);
  }

  #opened(): Hypothesis {
    return {
      node: this.lexicon.root,
      context: START_CONTEXT,
      phoneme: 0,
      score: this.#rootBound,
      heard: 0,
      firstFrame: 0,
      lastFrame: 0,
      trace: undefined,
    };
  }

  /** @param pauseFrom a word of which nothing was heard since before this frame does not go on. */
  #advance(hypothesis: Hypothesis, row: Float32Array, frame: number, pauseFrom: number, next: Beam): void {
    const { phoneme, score, heard, node, lastFrame } = hypothesis;
    const goesOn = node === this.lexicon.root || lastFrame >= pauseFrom;
    if (goesOn || node.words.length > 0)
      next.put({ ...hypothesis, phoneme: 0, score: score + logOf(row, 0) });
    if (phoneme !== 0) {
      const again = logOf(row, phoneme);
      next.put({ ...hypothesis, score: score + again, heard: heard + again, lastFrame: frame });
    }
    if (goesOn) this.#enter(hypothesis, phoneme, row, frame, next);
    for (const ending of node.words) this.#enter(this.#close(hypothesis, ending), phoneme, row, frame, next);
  }

  /** One phoneme on. A phoneme that was just heard needs a blank before it is heard again. */
  #enter(from: Hypothesis, heardLast: number, row: Float32Array, frame: number, next: Beam): void {
    const { modelWeight, unknownWord, unknownPhoneme, cut } = this.options;
    const begins = from.node === this.lexicon.root;
    for (const child of from.node.children) {
      const gain = logOf(row, child.phoneme);
      if (gain < cut || child.phoneme === heardLast) continue;
      let score = from.score + gain + modelWeight * (child.bound - from.node.bound);
      if (child.unknown) score += unknownPhoneme + (begins ? unknownWord : 0);
      next.put({
        node: child,
        context: from.context,
        phoneme: child.phoneme,
        score,
        heard: begins ? gain : from.heard + gain,
        firstFrame: begins ? frame : from.firstFrame,
        lastFrame: frame,
        trace: from.trace,
      });
    }
  }

  /** The word ends here, and any word may follow. */
  #close(hypothesis: Hypothesis, ending: TreeNode['words'][number]): Hypothesis {
    const { phonemeWeight, modelWeight, wordBonus } = this.options;
    const { node, context, score, heard, firstFrame, lastFrame, trace } = hypothesis;
    const followed = this.model.follow(context, ending.word);
    const gain = followed.logProbability + ending.logProbability - node.bound;
    const confidence = Math.exp(heard / phonemeWeight / (lastFrame - firstFrame + 1));
    return {
      ...hypothesis,
      node: this.lexicon.root,
      context: followed.context,
      score: score + modelWeight * gain + this.#rootBound + wordBonus,
      trace: { word: ending.word, firstFrame, lastFrame, confidence, before: trace },
    };
  }

  /** Those that end with a whole word, each in all ways that it may. */
  #whole(active: readonly Hypothesis[]): Hypothesis[] {
    return active.flatMap((hypothesis) =>
      hypothesis.node === this.lexicon.root
        ? [hypothesis]
        : hypothesis.node.words.map((ending) => this.#close(hypothesis, ending)),
    );
  }

  /** Of the hypotheses that end with a whole word; where all are inside one, the words before it. */
  #best(active: readonly Hypothesis[]): Trace | undefined {
    const whole = this.#whole(active);
    return (whole.length > 0 ? whole : active).reduce<Hypothesis | undefined>(
      (best, other) => (best === undefined || other.score > best.score ? other : best),
      undefined,
    )?.trace;
  }
}

function logOf(row: Float32Array, phoneme: number): number {
  return row[phoneme] ?? -Infinity;
}

function inOrder(last: Trace | undefined): FoundWord[] {
  const words: FoundWord[] = [];
  for (let at = last; at !== undefined; at = at.before) words.push(at);
  return words.reverse();
}
