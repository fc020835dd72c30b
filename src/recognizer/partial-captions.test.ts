import { describe, expect, it } from 'vitest';
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
      heard = (await captions.run(buffer, buffer.endFrame)).map(({ id }) => id);
    }
    expect(heard).toEqual(TOKENS);
    expect(Math.max(...model.spans.map(({ frames }) => frames))).toBe(800);
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
      heard = (await captions.run(buffer, buffer.endFrame)).map(({ id }) => id);
    }
    expect(heard).toEqual(tokens);
  });

  it('keeps its path where a run fails', async () => {
    const model = new FakeAcousticModel();
    model.failing.add(1);
    const buffer = new FrameBuffer();
    const captions = new PartialCaptions(model, 0);
    const [first, second] = plant([speech(2000, [1, 2, 3])], 100);
    if (!first || !second) throw new Error('no batches');
    buffer.append(first);
    expect(await captions.run(buffer, 100)).toHaveLength(1);
    buffer.append(second);
    await expect(captions.run(buffer, 200)).rejects.toThrow('planted');
    expect((await captions.run(buffer, 200)).map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});
