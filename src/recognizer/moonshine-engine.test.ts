import { expect, test } from 'vitest';
import { MoonshineEngine } from './moonshine-engine';
import { TEST_MANIFEST } from './moonshine-suite';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';

const PIECES = ['<unk>', '<s>', '</s>', '▁one', '▁two', 's'];
const END = 2;
/** So high that no other token comes near. */
const SCORE = 5;

type Inputs = Readonly<Record<string, InputTensor>>;

/** Frames of the encoder's answer: one for 400 samples. */
class FakeEncoder implements TensorRunner {
  disposals = 0;
  samples = 0;

  run(inputs: Inputs): Promise<OutputTensor[]> {
    this.samples = inputs['input_values']?.data.length ?? 0;
    const frames = Math.floor(this.samples / 400);
    return Promise.resolve([{ data: new Float32Array(frames), dims: [1, frames, 1] }]);
  }

  dispose(): Promise<void> {
    this.disposals++;
    return Promise.resolve();
  }
}

/**
 * Writes a script of tokens and behaves as the merged graph does: the encoder's keys and values come out of
 * the first step only, the decoder's grow by one step a call.
 */
class FakeDecoder implements TensorRunner {
  disposals = 0;
  readonly calls: { inputs: Inputs; outputs: readonly string[] }[] = [];
  constructor(readonly script: readonly number[]) {}

  run(inputs: Inputs, outputs: readonly string[]): Promise<OutputTensor[]> {
    const step = this.calls.push({ inputs, outputs });
    const logits = new Float32Array(PIECES.length);
    logits[this.script[step - 1] ?? END] = SCORE;
    return Promise.resolve(
      outputs.map((name) => {
        if (name === 'logits') return { data: logits, dims: [1, 1, PIECES.length] };
        return { data: new Float32Array(step).fill(step), dims: [1, 1, step, 1] };
      }),
    );
  }

  dispose(): Promise<void> {
    this.disposals++;
    return Promise.resolve();
  }
}

function engineOf(script: readonly number[]) {
  const encoder = new FakeEncoder();
  const decoder = new FakeDecoder(script);
  return { encoder, decoder, engine: new MoonshineEngine(TEST_MANIFEST, PIECES, encoder, decoder) };
}

const utterance = (seconds: number) => ({
  samples: new Float32Array(seconds * 16000),
  frames: 0,
  data: new Float32Array(),
});

/** Softmax of one such score among zeros. */
const CERTAINTY = Math.exp(SCORE) / (Math.exp(SCORE) + PIECES.length - 1);

test('writes until the end token, each word with its probability', async () => {
  const { text, words } = await engineOf([3, 4, 5, END, 3]).engine.transcribe(utterance(2));
  expect(text).toBe('one twos');
  expect(words[0]?.confidence).toBeCloseTo(CERTAINTY);
  expect(words[1]?.confidence).toBeCloseTo(CERTAINTY ** 2);
});

test('feeds each token back and keeps the keys and values it needs', async () => {
  const { decoder, engine } = engineOf([3, 4, END]);
  await engine.transcribe(utterance(1));
  const [first, second, third] = decoder.calls;
  expect([first, second, third].map((call) => call?.inputs['input_ids']?.data[0])).toEqual([1n, 3n, 4n]);
  expect([first, second].map((call) => call?.inputs['use_cache_branch']?.data[0])).toEqual([0, 1]);
  expect(first?.outputs).toHaveLength(1 + 2 * 4);
  expect(second?.outputs).toHaveLength(1 + 2 * 2);
  expect(first?.inputs['past_key_values.1.decoder.key']?.dims).toEqual([1, 1, 0, 1]);
  // The decoder's own cache is that of the step before, the encoder's that of the first.
  expect(third?.inputs['past_key_values.1.decoder.key']?.data).toEqual(Float32Array.of(2, 2));
  expect(third?.inputs['past_key_values.1.encoder.key']?.data).toEqual(Float32Array.of(1));
});

test('stops at the limit of tokens for the length of the audio', async () => {
  const endless = Array.from({ length: 100 }, (_, at) => 3 + ((at * at) % 3));
  const { decoder, engine } = engineOf(endless);
  await engine.transcribe(utterance(1));
  expect(decoder.calls).toHaveLength(7);
});

test('cuts a loop to one round', async () => {
  const { text } = await engineOf(Array.from({ length: 90 }, (_, at) => 3 + (at % 2))).engine.transcribe(
    utterance(15),
  );
  expect(text).toBe('one two');
});

test('pads a very short utterance for the encoder and takes an empty one', async () => {
  const { encoder, engine } = engineOf([3, END]);
  await engine.transcribe(utterance(0.01));
  expect(encoder.samples).toBe(1600);
  expect(await engine.transcribe(utterance(0))).toEqual({ text: '', words: [] });
});

test('an utterance that is too long is an error', async () => {
  await expect(engineOf([]).engine.transcribe(utterance(31))).rejects.toThrow(/at most 30 s/);
});

test('stops between two tokens once nobody waits', async () => {
  const { decoder, engine } = engineOf([3, 4, 3, 4, END]);
  const abort = new AbortController();
  const run = decoder.run.bind(decoder);
  decoder.run = (inputs, outputs) => {
    if (decoder.calls.length === 1) abort.abort();
    return run(inputs, outputs);
  };
  await expect(engine.transcribe(utterance(1), abort.signal)).rejects.toThrow(/abort/i);
  expect(decoder.calls).toHaveLength(2);
});

test('lets messages in between two tokens: one of them may tell that nobody waits', async () => {
  const { decoder, engine } = engineOf([3, 4, 3, 4, END]);
  const abort = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => {
    abort.abort();
    port2.close();
  };
  const run = decoder.run.bind(decoder);
  decoder.run = (inputs, outputs) => {
    if (decoder.calls.length === 1) port1.postMessage(null);
    return run(inputs, outputs);
  };
  await expect(engine.transcribe(utterance(1), abort.signal)).rejects.toThrow(/abort/i);
  expect(decoder.calls.length).toBeLessThan(5);
});

test('closes both sessions', async () => {
  const { encoder, decoder, engine } = engineOf([]);
  await engine.dispose();
  expect([encoder.disposals, decoder.disposals]).toEqual([1, 1]);
});
