/** Natural logarithm of the softmax, as a copy. */
export function logSoftmax(scores: Float32Array): Float32Array {
  const peak = scores.reduce((best, score) => Math.max(best, score), -Infinity);
  const sum = scores.reduce((total, score) => total + Math.exp(score - peak), 0);
  return scores.map((score) => score - peak - Math.log(sum));
}
