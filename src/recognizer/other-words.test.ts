import { describe, expect, it } from 'vitest';
import { MoonshineEngine } from './moonshine-engine';
import { TEST_MANIFEST } from './moonshine-suite';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';

const PIECES = [
  '<unk>',
  '<s>',
  '</s>',
  '▁a',
  '▁house',
  '▁mouse',
  '▁The',
  '▁the',
  's',
  '.',
  '▁ma',
  'ple',
  '▁fell',
];
const MANIFEST = { ...TEST_MANIFEST, decoder: { ...TEST_MANIFEST.decoder, layers: 1, heads: 2 } };

/** What follows a text, by its pieces, with probabilities. */
type Next = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A decoder whose keys are the tokens that it was given, so that it knows by them where it is. */
class TellingDecoder implements TensorRunner {
  steps = 0;

  constructor(private readonly next: Next) {}

  run(inputs: Readonly<Record<string, InputTensor>>, outputs: readonly string[]): Promise<OutputTensor[]> {
    this.steps += 1;
    const { data, dims } = inputs['past_key_values.0.decoder.key']!;
    const [, heads = 0, steps = 0] = dims;
    const given = [...Array.from(data, Number).slice(0, steps), Number(inputs['input_ids']?.data[0])];
    const text = given.slice(1).map((id) => PIECES[id]);
    const follows = this.next[text.join('')] ?? { '</s>': 1 };
    const logits = Float32Array.from(PIECES, (piece) => Math.log(follows[piece] ?? 1e-6));
    const keys = Float32Array.from([...given, ...given]);
    return Promise.resolve(
      outputs.map((name) =>
        name === 'logits'
          ? { data: logits, dims: [1, 1, PIECES.length] }
          : { data: keys, dims: [1, heads, given.length, 1] },
      ),
    );
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

const encoder: TensorRunner = {
  run: () => Promise.resolve([{ data: new Float32Array(4), dims: [1, 4, 1] }]),
  dispose: () => Promise.resolve(),
};

async function written(next: Next) {
  const decoder = new TellingDecoder(next);
  const engine = new MoonshineEngine(MANIFEST, PIECES, encoder, decoder);
  const { text, words } = await engine.transcribe({
    samples: new Float32Array(64_000),
    frames: 0,
    data: new Float32Array(),
  });
  return { text, others: words.map(({ alternatives }) => alternatives), steps: decoder.steps };
}

describe('other words of the second look', () => {
  it('are those that came near, ended by the decoder itself, the likelier first', async () => {
    const { text, others } = await written({
      '': { '▁a': 1 },
      '▁a': { '▁house': 0.5, '▁ma': 0.2, '▁mouse': 0.26, '▁fell': 0.04 },
      '▁a▁house': { '▁fell': 1 },
      '▁a▁mouse': { '.': 0.9, s: 0.1 },
      '▁a▁ma': { ple: 0.9, '▁fell': 0.1 },
      '▁a▁maple': { '▁fell': 1 },
    });
    expect(text).toBe('a house fell');
    expect(others).toEqual([undefined, ['mouse', 'maple'], undefined]);
  });

  it('are shorter or longer than the word, and belong to it', async () => {
    const { others } = await written({
      '': { '▁the': 1 },
      '▁the': { '▁house': 0.9 },
      '▁the▁house': { s: 0.6, '▁fell': 0.4 },
      '▁the▁houses': { '▁fell': 1 },
      '▁the▁houses▁fell': { '</s>': 0.7, s: 0.3 },
    });
    expect(others).toEqual([undefined, ['house'], ['fells']]);
  });

  it('are none where only a capital or a mark is another, and cost nothing where all is sure', async () => {
    const { others, steps } = await written({
      '': { '▁The': 0.5, '▁the': 0.5 },
      '▁The': { '▁house': 1 },
      '▁The▁house': { '.': 0.6, '</s>': 0.4 },
    });
    expect(others).toEqual([undefined, undefined]);
    expect(steps).toBe(4);
  });

  it('are given up where the decoder does not end them', async () => {
    const endless = Array.from<unknown, [string, Record<string, number>]>({ length: 9 }, (_, count) => [
      `▁ma${'s'.repeat(count)}`,
      { s: 1 },
    ]);
    const { others, steps } = await written({
      '': { '▁a': 0.6, '▁ma': 0.4 },
      '▁a': { '</s>': 1 },
      ...Object.fromEntries(endless),
    });
    expect(others).toEqual([undefined]);
    expect(steps).toBe(2 + 5);
  });
});
