import { describe, expect, it } from 'vitest';
import { FakeUtteranceEngine } from './fake-acoustic-model';
import { rewrite } from './rewrite';

const AUDIO = { frames: 200, data: new Float32Array(), samples: new Float32Array(32_000) };
const UTTERANCE = { id: 1, audio: AUDIO, startMs: 5000, endMs: 7000 };
const HEARD = {
  text: 'and so on',
  engine: 'student',
  words: ['and', 'so', 'on'].map((word, index) => {
    const startMs = 5300 + 500 * index;
    return { word, startMs, endMs: startMs + 300, confidence: 0.5 };
  }),
};

async function rewritten(text: string): Promise<string | undefined> {
  const engine = new FakeUtteranceEngine(() => text);
  return (await rewrite(engine, UTTERANCE, HEARD, { vocabulary: undefined }))?.text;
}

describe('rewrite', () => {
  it('gives the words of the second look the times of the student', async () => {
    const engine = new FakeUtteranceEngine(() => 'And so on.');
    const text = await rewrite(engine, UTTERANCE, HEARD, { vocabulary: undefined });
    expect(text?.words.map(({ word, startMs }) => [word, startMs])).toEqual([
      ['And', 5300],
      ['so', 5800],
      ['on.', 6300],
    ]);
  });

  it('does not believe far more words than were heard', async () => {
    expect(await rewritten('this is much more than anyone could have said in there')).toBeUndefined();
  });
});
