import { HOP_MS } from '../features/audio-format';

/** An encoder frame is two log-mel frames. */
export const ATTENTION_FRAME_MS = 2 * HOP_MS;
/** As in OpenAI's program: single frames that stick out are left out. */
const MEDIAN_FRAMES = 7;

/**
 * Where in the audio each token was heard: dynamic time warping over the attention of heads that follow the words
 * (Radford et al. 2022, and OpenAI's timing.py).
 *
 * @param rows for each token, and for the end behind them, what was attended to while it was written. [heads, audio]
 * @param heads number of heads.
 * @param frames of the sound itself: of the silence behind it nothing was said.
 * @returns the start of each row's token in milliseconds; monotone.
 */
export function tokenStartsMs(rows: readonly Float32Array[], heads: number, frames: number): number[] {
  const weights = meanOverHeads(rows, heads, frames);
  return warped(weights, rows.length, frames).map((frame) => frame * ATTENTION_FRAME_MS);
}

/** Each head standardised over the tokens and smoothed over time, then the mean of all. [tokens, frames] */
function meanOverHeads(rows: readonly Float32Array[], heads: number, frames: number): Float32Array {
  const mean = new Float32Array(rows.length * frames);
  const line = new Float32Array(rows.length * frames);
  for (let head = 0; head < heads; head += 1) {
    for (let frame = 0; frame < frames; frame += 1) {
      const values = rows.map((row) => row[head * (row.length / heads) + frame] ?? 0);
      const middle = values.reduce((sum, value) => sum + value, 0) / rows.length;
      const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / rows.length;
      const spread = Math.sqrt(variance) || 1;
      for (const [token, value] of values.entries()) line[token * frames + frame] = (value - middle) / spread;
    }
    for (let token = 0; token < rows.length; token += 1) {
      const smooth = medianFiltered(line.subarray(token * frames, (token + 1) * frames));
      for (let frame = 0; frame < frames; frame += 1) {
        mean[token * frames + frame] = (mean[token * frames + frame] ?? 0) + (smooth[frame] ?? 0) / heads;
      }
    }
  }
  return mean;
}

/** Edges are reflected. */
function medianFiltered(line: Float32Array): Float32Array {
  const half = MEDIAN_FRAMES >> 1;
  if (line.length <= half) return line;
  const near = new Float32Array(MEDIAN_FRAMES);
  return line.map((_, at) => {
    for (let offset = -half; offset <= half; offset += 1) {
      const place = Math.abs(at + offset);
      near[offset + half] = line[place < line.length ? place : 2 * line.length - 2 - place] ?? 0;
    }
    return near.sort()[half] ?? 0;
  });
}

/** The first frame of each token on the path of the greatest weight. */
function warped(weights: Float32Array, tokens: number, frames: number): number[] {
  const width = frames + 1;
  const costs = new Float64Array((tokens + 1) * width).fill(Infinity);
  costs[0] = 0;
  const cost = (token: number, frame: number): number => costs[token * width + frame] ?? Infinity;
  for (let token = 1; token <= tokens; token += 1) {
    for (let frame = 1; frame <= frames; frame += 1) {
      const best = Math.min(cost(token - 1, frame - 1), cost(token - 1, frame), cost(token, frame - 1));
      costs[token * width + frame] = best - (weights[(token - 1) * frames + frame - 1] ?? 0);
    }
  }
  const starts = new Array<number>(tokens).fill(0);
  for (let token = tokens, frame = frames; token > 0 && frame > 0;) {
    starts[token - 1] = frame - 1;
    const across = cost(token - 1, frame - 1);
    const up = cost(token - 1, frame);
    const along = cost(token, frame - 1);
    if (across <= up && across <= along) {
      token -= 1;
      frame -= 1;
    } else if (up < along) token -= 1;
    else frame -= 1;
  }
  return starts;
}
