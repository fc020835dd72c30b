import { describe, expect, it } from 'vitest';
import { AT_HOME_ID, letterIds } from '../decoder/letters';
import type { TensorRunner } from './onnx-session';
import { Pronouncer } from './pronouncer';

const CLASSES = 6;

/** Says each letter as the class given for it, in a row for each id. */
function speaker(asWritten: readonly number[], atHome: readonly number[]): TensorRunner & { calls: number } {
  return {
    calls: 0,
    run(inputs) {
      this.calls += 1;
      const ids = Array.from(inputs['letters']?.data as BigInt64Array, Number);
      const said = ids[0] === AT_HOME_ID ? [0, ...atHome] : asWritten;
      const data = new Float32Array(ids.length * CLASSES).fill(-20);
      for (const [row, one] of said.entries()) data[row * CLASSES + one] = 0;
      return Promise.resolve([{ data, dims: [1, ids.length, CLASSES] }]);
    },
    dispose: () => Promise.resolve(),
  };
}

describe('Pronouncer', () => {
  it('says a name as one reads it, and as it sounds where it comes from, which is less likely', async () => {
    const ways = await new Pronouncer(speaker([1, 2, 3], [4, 2, 5])).ways('Abc');
    expect(ways.map(({ ids }) => ids)).toEqual([
      [1, 2, 3],
      [4, 2, 5],
    ]);
    expect(ways[0]?.logProbability).toBeCloseTo(0);
    expect(ways[1]?.logProbability).toBeLessThan(0);
  });

  it('has a way once that is the same in both', async () => {
    const ways = await new Pronouncer(speaker([1, 2, 3], [1, 2, 3])).ways('Abc');
    expect(ways.map(({ ids }) => ids)).toEqual([[1, 2, 3]]);
  });

  it('does not mix two languages in one text', async () => {
    const ways = await new Pronouncer(speaker([1, 2], [4, 5])).ways('ab ab');
    expect(ways.map(({ ids }) => ids)).toEqual([
      [1, 2, 1, 2],
      [4, 5, 4, 5],
    ]);
  });

  it('reads a word once', async () => {
    const graph = speaker([1, 2, 3], [4, 2, 5]);
    const pronouncer = new Pronouncer(graph);
    await pronouncer.ways('Abc');
    await pronouncer.ways('ABCabc abc');
    const before = graph.calls;
    await pronouncer.ways('abc');
    expect(graph.calls).toBe(before);
  });

  it('has a place for every letter of the longest word', () => {
    expect(letterIds('x'.repeat(60))).toHaveLength(40);
  });
});
