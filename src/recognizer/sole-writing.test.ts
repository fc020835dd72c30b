import { describe, expect, it } from 'vitest';
import type { Hypothesis, UtteranceEngine } from './acoustic-model';
import { writeAlone } from './sole-writing';

const UTTERANCE = {
  id: 1,
  audio: { frames: 300, data: new Float32Array(), samples: new Float32Array() },
  startMs: 1000,
  endMs: 4000,
};

function engine(written: Hypothesis): UtteranceEngine {
  const transcribe = () => Promise.resolve(written);
  return { id: 'w', maxSeconds: 30, transcribe, dispose: () => Promise.resolve() };
}

describe('writeAlone', () => {
  it('places words by the engine’s own times, on the stream’s clock', async () => {
    const words = [
      { word: 'Guten', confidence: 0.9, span: { startMs: 200, endMs: 700 } },
      { word: 'Tag.', confidence: 0.8, span: { startMs: 700, endMs: 9000 } },
    ];
    const text = await writeAlone(engine({ text: 'Guten Tag.', words, language: 'de' }), UTTERANCE);
    expect(text).toEqual({
      text: 'Guten Tag.',
      language: 'de',
      engine: 'w',
      words: [
        { word: 'Guten', confidence: 0.9, startMs: 1200, endMs: 1700 },
        { word: 'Tag.', confidence: 0.8, startMs: 1700, endMs: 4000 },
      ],
    });
  });

  it('shares the utterance where the engine tells no times', async () => {
    const words = ['aaa', 'aaa'].map((word) => ({ word, confidence: 1 }));
    const { words: placed } = await writeAlone(engine({ text: 'aaa aaa', words }), UTTERANCE);
    expect(placed.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 2500],
      [2500, 4000],
    ]);
  });

  it('believes no text that cannot come from the sound', async () => {
    const words = Array.from({ length: 40 }, () => ({ word: 'ja', confidence: 1 }));
    expect((await writeAlone(engine({ text: 'ja ja', words }), UTTERANCE)).words).toEqual([]);
  });

  it('takes what was begun before', async () => {
    const early = Promise.resolve({ text: 'ja', words: [{ word: 'ja', confidence: 1 }] });
    expect((await writeAlone(engine({ text: 'nein', words: [] }), UTTERANCE, early)).text).toBe('ja');
  });
});
