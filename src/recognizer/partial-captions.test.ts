import { describe, expect, it } from 'vitest';
import { MEL_BINS } from '../features/audio-format';
import { FakeAcousticModel } from './fake-acoustic-model';
import { FrameBuffer } from './frame-buffer';
import { PartialCaptions } from './partial-captions';
import { plant, silence, speech } from './planted-speech';

/** A token every 200 ms for 20 s, after 400 ms of silence. */
const TOKENS = Array.from({ length: 99 }, (_, index) => 1 + (index % 5));
const START_FRAME = 20;

describe('PartialCaptions', () => {
  it('hears a long utterance whole from runs of bounded length', async () => {
    const model = new FakeAcousticModel();
    const buffer = new FrameBuffer();
    const captions = new PartialCaptions(model, START_FRAME);
    let heard: number[] = [];
    for (const batch of plant([silence(400), speech(20_000, TOKENS)], 48)) {
      buffer.append(batch);
      heard = (await captions.run(buffer, buffer.endFrame)).tokens.map(({ id }) => id);
    }
    expect(heard).toEqual(TOKENS);
    expect(Math.max(...model.spans.map(({ frames }) => frames))).toBeLessThanOrEqual(800);
  });

  it('neither cuts nor doubles a token that every third run places one row later', async () => {
    // A token every four rows and runs every seven: joints would fall on tokens sooner or later.
    const tokens = Array.from({ length: 124 }, (_, index) => 1 + (index % 5));
    const model = new FakeAcousticModel();
    const logits = model.logits.bind(model);
    model.logits = async (span) => {
      const heard = await logits(span);
      if (model.spans.length % 3 !== 0) return heard;
      const data = new Float32Array(heard.data.length);
      data.set(heard.data.subarray(0, -heard.vocabulary), heard.vocabulary);
      data[0] = 1;
      return { ...heard, data };
    };
    const buffer = new FrameBuffer();
    const captions = new PartialCaptions(model, 0);
    let heard: number[] = [];
    for (const batch of plant([speech(20_000, tokens), silence(1120)], 28)) {
      buffer.append(batch);
      heard = (await captions.run(buffer, buffer.endFrame)).tokens.map(({ id }) => id);
    }
    expect(heard).toEqual(tokens);
  });

  it('joins the phonemes of its windows', async () => {
    const model = new FakeAcousticModel();
    const logits = model.logits.bind(model);
    // Each frame of phonemes says where in the stream it was heard, by the number of the first sample under it.
    model.logits = async (span) => {
      const heard = await logits(span);
      const frames = heard.frames / 2;
      const data = Float32Array.from({ length: 2 * frames }, (_, index) =>
        index % 2 === 0 ? 0 : (span.data[(index >> 1) * 8 * MEL_BINS + MEL_BINS - 1] ?? NaN),
      );
      return { ...heard, phonemes: { frames, phonemes: 2, data, frameMs: 80 } };
    };
    const buffer = new FrameBuffer();
    const captions = new PartialCaptions(model, 0);
    let joined: number[] = [];
    for (const [index, batch] of plant([speech(24_000, TOKENS)], 400).entries()) {
      for (let frame = 0; frame < 400; frame += 1)
        batch.logMel[frame * MEL_BINS + MEL_BINS - 1] = (index * 400 + frame) / 8;
      buffer.append(batch);
      const { phonemes } = await captions.run(buffer, buffer.endFrame);
      joined = Array.from(phonemes?.data ?? []).filter((_, at) => at % 2 === 1);
    }
    expect(joined).toEqual(Array.from({ length: 300 }, (_, frame) => frame));
  });

  it('keeps its path where a run fails', async () => {
    const model = new FakeAcousticModel();
    model.failing.add(1);
    const buffer = new FrameBuffer();
    const captions = new PartialCaptions(model, 0);
    const [first, second] = plant([speech(2000, [1, 2, 3])], 100);
    if (!first || !second) throw new Error('no batches');
    buffer.append(first);
    expect((await captions.run(buffer, 100)).tokens).toHaveLength(1);
    buffer.append(second);
    await expect(captions.run(buffer, 200)).rejects.toThrow('planted');
    expect((await captions.run(buffer, 200)).tokens.map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});
