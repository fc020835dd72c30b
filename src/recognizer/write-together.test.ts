import { describe, expect, it } from 'vitest';
import type { Hypothesis, Utterance, UtteranceBatches } from './acoustic-model';
import { MEL_BINS } from '../features/audio-format';
import { EngineRunner } from './engine-runner';
import { FAKE_PIECES, FakeAcousticModel, FakeUtteranceEngine, plantToken } from './fake-acoustic-model';
import { place, type PlacedUtterance } from './utterance-text';
import { writeSegment } from './write-segment';

const FRAMES = 200;

/** Two seconds at this place, with a word of the student's or without. */
function utteranceAt(at: number, isSpoken: boolean): PlacedUtterance {
  const data = new Float32Array(FRAMES * MEL_BINS).fill(-10);
  if (isSpoken) plantToken(data, 40, 80, 1);
  const audio = { frames: FRAMES, data, samples: new Float32Array(FRAMES * 160).fill((at + 1) / 100) };
  return place(at, audio, at * FRAMES);
}

/** Writes which utterance it heard, and knows how many it was given at once. */
class BatchingEngine extends FakeUtteranceEngine {
  readonly given: number[] = [];
  failure: Error | undefined;
  readonly batches: UtteranceBatches = {
    size: 4,
    transcribeAll: (utterances) => {
      this.given.push(utterances.length);
      return this.failure === undefined
        ? Promise.resolve(utterances.map((one) => said(one)))
        : Promise.reject(this.failure);
    },
  };

  constructor() {
    super(() => '');
  }

  override transcribe(utterance: Utterance): Promise<Hypothesis> {
    return Promise.resolve(said(utterance));
  }
}

function said({ samples }: Utterance): Hypothesis {
  const word = `number${String(Math.round((samples[0] ?? 0) * 100))}`;
  return { text: word, words: [{ word, confidence: 0.9 }] };
}

function setUp() {
  const secondLook = new BatchingEngine();
  const engines = {
    student: new FakeAcousticModel(),
    words: () => undefined,
    voice: () => undefined,
    secondLook: () => secondLook,
  };
  return { secondLook, engines, runner: new EngineRunner(engines) };
}

const NEVER_ABORTED = new AbortController().signal;

describe('EngineRunner with batches', () => {
  it('writes what one by one would be written, in one call, without those where nobody speaks', async () => {
    const { secondLook, engines, runner } = setUp();
    const utterances = [true, false, true, true].map((isSpoken, at) => utteranceAt(at, isSpoken));
    const together = await runner.write(utterances, NEVER_ABORTED);
    expect(together.map((segment) => segment?.text)).toEqual(['number1', undefined, 'number3', 'number4']);
    expect(secondLook.given).toEqual([3]);
    for (const [at, utterance] of utterances.entries()) {
      expect(together[at]).toEqual(await writeSegment(engines, utterance, NEVER_ABORTED));
    }
  });

  it('asks for as many as the second look wants, and has the next batch cut meanwhile', () => {
    const { runner } = setUp();
    expect(runner.batchSegments).toBe(4);
    expect(runner.capacity).toBe(8);
  });

  it("keeps the student's words where the second look fails", async () => {
    const { secondLook, runner } = setUp();
    secondLook.failure = new Error('lost');
    const segments = await runner.write([utteranceAt(0, true), utteranceAt(1, true)], NEVER_ABORTED);
    expect(segments.map((segment) => segment?.text)).toEqual([wordOf(1), wordOf(1)]);
  });

  it('stops at a cancel', async () => {
    const { runner } = setUp();
    const abort = new AbortController();
    abort.abort();
    await expect(runner.write([utteranceAt(0, true)], abort.signal)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
  });
});

function wordOf(token: number): string {
  return (FAKE_PIECES[token] ?? '').replace('▁', '');
}
