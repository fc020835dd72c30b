/** Scores of a CTC model before the softmax. */
export interface TokenScores {
  readonly frames: number;
  readonly vocabulary: number;
  /** [frames, vocabulary] */
  readonly data: Float32Array;
}

/** The best token of each frame. */
export interface TokenPath {
  /** [frames] */
  readonly ids: Int32Array;
  /** [frames], softmax probability of that token, from 0 to 1. */
  readonly probabilities: Float32Array;
}

/** A token that the path spells: one unbroken run of the same id. */
export interface Token {
  readonly id: number;
  /** First frame of the run. */
  readonly firstFrame: number;
  /** Last frame of the run, inclusive. */
  readonly lastFrame: number;
  /** Highest probability within the run, from 0 to 1. */
  readonly probability: number;
}

/**
 * Takes the likeliest token of every frame.
 *
 * @param scores [frames, vocabulary], before the softmax.
 * @throws RangeError if the data does not have frames * vocabulary numbers.
 */
export function bestPath(scores: TokenScores): TokenPath {
  const { frames, vocabulary, data } = scores;
  if (data.length !== frames * vocabulary) {
    throw new RangeError(
      `scores hold ${String(data.length)} numbers; expected ${String(frames)} * ${String(vocabulary)}`,
    );
  }
  const ids = new Int32Array(frames);
  const probabilities = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    const row = data.subarray(frame * vocabulary, (frame + 1) * vocabulary);
    let best = 0;
    let peak = -Infinity;
    row.forEach((score, id) => {
      if (score > peak) {
        peak = score;
        best = id;
      }
    });
    let sum = 0;
    for (const score of row) sum += Math.exp(score - peak);
    ids[frame] = best;
    probabilities[frame] = 1 / sum;
  }
  return { ids, probabilities };
}

/**
 * Reads the tokens off a path: repeats collapse, blanks separate (Graves et al. 2006, "Connectionist
 * temporal classification").
 *
 * @returns tokens in the order of time.
 */
export function collapsePath(path: TokenPath, blankId: number): Token[] {
  const tokens: Token[] = [];
  let frame = 0;
  while (frame < path.ids.length) {
    const id = path.ids[frame] ?? blankId;
    const firstFrame = frame;
    let probability = 0;
    while (frame < path.ids.length && path.ids[frame] === id) {
      probability = Math.max(probability, path.probabilities[frame] ?? 0);
      frame += 1;
    }
    if (id !== blankId) tokens.push({ id, firstFrame, lastFrame: frame - 1, probability });
  }
  return tokens;
}

/** Greedy CTC decoding: the likeliest token of every frame, collapsed. */
export function decodeGreedily(scores: TokenScores, blankId: number): Token[] {
  return collapsePath(bestPath(scores), blankId);
}
