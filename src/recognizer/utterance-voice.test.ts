import { expect, test } from 'vitest';
import { HOP_SAMPLES } from '../features/audio-format';
import { FakeVoiceModel } from './fake-voice-model';
import { UtteranceVoice } from './utterance-voice';

const samples = (from: number, to: number) => ({
  samples: Float32Array.from(
    { length: (to - from) * HOP_SAMPLES },
    (_, index) => from + Math.floor(index / HOP_SAMPLES),
  ),
});
const between = (from: number, to: number) => new FakeVoiceModel((frame) => frame >= from && frame < to);

test('is spoken once a tenth of a second was voiced, and knows where the voice ended', async () => {
  const voice = new UtteranceVoice(100, between(120, 140));
  expect(await voice.hear(124, samples)).toEqual({ spoken: false, lastVoicedFrame: 124 });
  expect(await voice.hear(131, samples)).toEqual({ spoken: true, lastVoicedFrame: 130 });
  expect(await voice.hear(200, samples)).toEqual({ spoken: true, lastVoicedFrame: 140 });
});

test('a click is no voice', async () => {
  const voice = new UtteranceVoice(0, between(50, 56));
  expect(await voice.hear(300, samples)).toEqual({ spoken: false, lastVoicedFrame: 56 });
});

test('hears each sample once, in order', async () => {
  const model = between(0, 0);
  const voice = new UtteranceVoice(10, model);
  await Promise.all([voice.hear(17, samples), voice.hear(17, samples), voice.hear(30, samples)]);
  expect(model.heard).toEqual([...samples(10, 30).samples]);
});

test('without a model, and after a failure, all may be speech', async () => {
  const unknown = { spoken: true, lastVoicedFrame: undefined };
  expect(await new UtteranceVoice(0, undefined).hear(100, samples)).toEqual(unknown);
  const model = between(0, 20);
  const voice = new UtteranceVoice(0, model);
  await voice.hear(30, samples);
  model.failing = true;
  expect(await voice.hear(60, samples)).toEqual(unknown);
  model.failing = false;
  expect(await voice.hear(90, samples)).toEqual(unknown);
});
