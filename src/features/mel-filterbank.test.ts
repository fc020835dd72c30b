import { describe, expect, it } from 'vitest';
import { MEL_BINS, SPECTRUM_BINS } from './audio-format';
import { createMelFilterbank, hzToMel, melToHz } from './mel-filterbank';

// Read from openai-whisper's mel_filters.npz (mel_80): bin of the first weight, then the weights.
const WHISPER_FILTERS: Record<number, [number, number[]]> = {
  0: [1, [0.02486259490251541]],
  1: [1, [0.001990821911022067, 0.022871771827340126]],
  40: [42, [0.005411104764789343, 0.014735566452145576, 0.006518189795315266]],
  79: [
    186,
    [
      0.000366741674952209, 0.0008330700220540166, 0.0012993983691558242, 0.0017657268326729536,
      0.0022320549469441175, 0.002698383294045925, 0.0031647118739783764, 0.003141313325613737,
      0.002692554146051407, 0.0022437951993197203, 0.00179503601975739, 0.0013462770730257034,
      0.000897518009878695, 0.0004487590049393475,
    ],
  ],
};
const WHISPER_SUM = 1.9990241527557373;

describe('mel filterbank', () => {
  const filters = createMelFilterbank();

  it.each(Object.entries(WHISPER_FILTERS))("filter %s is Whisper's", (bin, [firstBin, weights]) => {
    const filter = filters[Number(bin)];
    expect(filter?.firstBin).toBe(firstBin);
    expect(filter?.weights.length).toBe(weights.length);
    weights.forEach((weight, i) => expect(filter?.weights[i]).toBeCloseTo(weight, 8));
  });

  it("has Whisper's number of filters and sum of weights", () => {
    const weights = filters.flatMap((filter) => [...filter.weights]);
    expect(filters).toHaveLength(MEL_BINS);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(WHISPER_SUM, 6);
  });

  it('stays inside the spectrum with positive weights', () => {
    for (const { firstBin, weights } of filters) {
      expect(firstBin + weights.length).toBeLessThanOrEqual(SPECTRUM_BINS);
      expect(Math.min(...weights)).toBeGreaterThan(0);
    }
  });

  it('converts between Hz and mel both ways', () => {
    expect(hzToMel(1000)).toBeCloseTo(15, 12);
    expect(hzToMel(6400)).toBeCloseTo(42, 12);
    for (const hz of [0, 440, 999, 1001, 7999]) expect(melToHz(hzToMel(hz))).toBeCloseTo(hz, 8);
  });
});
