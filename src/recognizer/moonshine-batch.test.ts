import { describe, expect, it } from 'vitest';
import { FakeDeviceGraphs } from './fake-device-graphs';
import { MoonshineBatch } from './moonshine-batch';
import { utterancesOf } from './moonshine-room';
import { TEST_MANIFEST } from './moonshine-suite';

const PIECES = ['<unk>', '<s>', '</s>', '▁one', '▁two', '▁three'];
const [END, ONE, TWO, THREE] = [2, 3, 4, 5];

/** An utterance that the graphs tell by `mark`. */
const utterance = (mark: number, seconds: number) => ({
  samples: new Float32Array(seconds * 16000).fill(mark),
  frames: 0,
  data: new Float32Array(),
});

function engineOf(scripts: Readonly<Record<number, readonly number[]>>) {
  const graphs = new FakeDeviceGraphs(scripts);
  return { graphs, engine: new MoonshineBatch(TEST_MANIFEST, PIECES, graphs, 8) };
}

describe('MoonshineBatch', () => {
  it('writes each utterance of a batch as if it were alone, in their order', async () => {
    const scripts = { 1: [ONE], 2: [TWO, THREE, ONE], 3: [], 4: [THREE, TWO] };
    const { engine, graphs } = engineOf(scripts);
    const all = [utterance(1, 2), utterance(2, 5), utterance(3, 1), utterance(4, 3)];
    const together = await engine.transcribeAll(all);
    expect(together.map(({ text }) => text)).toEqual(['one', 'two three one', '', 'three two']);
    expect(graphs.batches).toEqual([4]);
    // Three words and the end of the longest; the others wait beside it.
    expect(graphs.steps).toBe(4);
    for (const [at, one] of all.entries()) {
      expect(await engine.transcribeAll([one])).toEqual([together[at]]);
    }
  });

  it('hears nothing more of an utterance that has ended', async () => {
    const { engine } = engineOf({ 1: [ONE, END, TWO, TWO], 2: [TWO, ONE, THREE, ONE, TWO] });
    const [first] = await engine.transcribeAll([utterance(1, 2), utterance(2, 2)]);
    expect(first?.text).toBe('one');
    expect(first?.words.map(({ confidence }) => confidence)).toEqual([0.5]);
  });

  it('stops each at its own bound of tokens for its seconds, and cuts loops', async () => {
    const { engine } = engineOf({
      1: Array.from({ length: 60 }, (_, at) => [ONE, TWO, THREE][(at * at) % 3] ?? ONE),
      2: Array.from({ length: 60 }, () => ONE),
    });
    const [bounded, looped] = await engine.transcribeAll([utterance(1, 1), utterance(2, 9)]);
    expect(bounded?.words).toHaveLength(7);
    expect(looped?.text).toBe('one');
  });

  it('gives all of the memory on the device back, also when it is stopped', async () => {
    const { engine, graphs } = engineOf({ 1: [ONE, TWO, THREE], 2: [TWO] });
    await engine.transcribeAll([utterance(1, 2), utterance(2, 1)]);
    expect(graphs.alive.size).toBe(0);
    const abort = new AbortController();
    graphs.onStep = () => {
      abort.abort(new Error('stopped'));
    };
    await expect(engine.transcribeAll([utterance(1, 2)], abort.signal)).rejects.toThrow('stopped');
    expect(graphs.alive.size).toBe(0);
  });

  it('refuses what a lost device answers', async () => {
    const { engine, graphs } = engineOf({ 1: [ONE] });
    const run = graphs.decoder.run.bind(graphs.decoder);
    graphs.decoder.run = async (inputs, outputs) => {
      const { kept } = await run(inputs, outputs);
      return { read: { data: new Float32Array(2), dims: [1, 2] }, kept };
    };
    await expect(engine.transcribeAll([utterance(1, 1)])).rejects.toThrow('no usable token');
    expect(graphs.alive.size).toBe(0);
  });

  it('closes its graphs', async () => {
    const { engine, graphs } = engineOf({});
    await engine.dispose();
    expect(graphs.disposals).toBe(3);
  });
});

describe('utterancesOf', () => {
  const tiny = {
    ...TEST_MANIFEST,
    decoder: { ...TEST_MANIFEST.decoder, layers: 6, heads: 8, headSize: 36 },
  };
  const limits = (bytes: number) => ({ maxBufferSize: bytes, maxStorageBufferBindingSize: bytes });

  it('follows the memory that a batch takes, and the largest buffer that the device binds', () => {
    expect(utterancesOf(tiny, limits(2 ** 31))).toBe(11);
    expect(utterancesOf(tiny, limits(12 * 2 ** 20))).toBe(4);
    expect(utterancesOf(tiny, limits(2 ** 20))).toBe(0);
  });
});
