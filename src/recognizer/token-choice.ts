import type { ScoredToken } from './moonshine-tokenizer';
import type { OutputTensor } from './onnx-session';

/** A runner-up is a token that is at least so likely. */
const LEAST_PROBABILITY = 0.05;

/** The likeliest token of a step, and those that came near it, the likelier first. */
export interface TokenChoice extends ScoredToken {
  readonly runnersUp: readonly ScoredToken[];
}

/** Chooses by the logits [1, 1, vocabulary] of one step; probabilities are those of the softmax. */
export function chooseToken({ data }: OutputTensor): TokenChoice {
  let id = 0;
  let highest = -Infinity;
  for (let token = 0; token < data.length; token++) {
    const score = data[token] ?? -Infinity;
    if (score > highest) {
      id = token;
      highest = score;
    }
  }
  let sum = 0;
  for (const score of data) sum += Math.exp(score - highest);
  const runnersUp: ScoredToken[] = [];
  // Where the first leaves no room for one, nobody need look.
  const least = 1 - 1 / sum < LEAST_PROBABILITY ? Infinity : highest + Math.log(LEAST_PROBABILITY * sum);
  for (let token = 0; least < Infinity && token < data.length; token++) {
    const score = data[token] ?? -Infinity;
    if (score < least || token === id) continue;
    runnersUp.push({ id: token, probability: Math.exp(score - highest) / sum });
  }
  return { id, probability: 1 / sum, runnersUp: runnersUp.sort((a, b) => b.probability - a.probability) };
}
