import { describe, expect, it } from 'vitest';
import type { Utterance } from './acoustic-model';
import { BatchedSecondLook, type BatchEngine } from './batched-second-look';
import { FakeUtteranceEngine } from './fake-acoustic-model';

const SECOND: Utterance = { samples: new Float32Array(16_000), frames: 100, data: new Float32Array() };

/** Writes on a device that takes so long for a batch; the processor takes 180 ms a second of sound. */
function setUp(batchMs: (size: number) => number, most = 8) {
  let nowMs = 0;
  const sizes: number[] = [];
  let openings = 0;
  let disposals = 0;
  let fails = false;
  const single = new FakeUtteranceEngine(() => {
    nowMs += 180;
    return 'on the processor';
  });
  const batches: BatchEngine = {
    mostUtterances: most,
    transcribeAll: (utterances) => {
      if (fails) return Promise.reject(new Error('lost'));
      sizes.push(utterances.length);
      nowMs += batchMs(utterances.length);
      return Promise.resolve(utterances.map((_, at) => ({ text: `on the device ${at}`, words: [] })));
    },
    dispose: () => {
      disposals += 1;
      return Promise.resolve();
    },
  };
  const engine = new BatchedSecondLook(
    single,
    () => {
      openings += 1;
      return fails ? Promise.reject(new Error('no memory')) : Promise.resolve(batches);
    },
    () => nowMs,
  );
  const writeNext = () =>
    engine.batches.transcribeAll(Array.from({ length: engine.batches.size }, () => SECOND));
  return {
    engine,
    writeNext,
    sizes,
    count: () => ({ openings, disposals }),
    failFromNowOn: () => {
      fails = true;
    },
  };
}

async function texts(written: Promise<readonly { text: string }[]>): Promise<string[]> {
  return (await written).map(({ text }) => text);
}

describe('BatchedSecondLook', () => {
  it('begins a file on the processor and grows its batches on the device while that pays', async () => {
    const { writeNext, sizes, engine } = setUp((size) => 20 + 2 * size);
    expect(await texts(writeNext())).toEqual(['on the processor']);
    for (let run = 0; run < 10; run++) await writeNext();
    expect(sizes).toEqual([1, 1, 2, 2, 4, 4, 8, 8, 8, 8]);
    expect(engine.batches.size).toBe(8);
  });

  it('goes back to the processor where the device is slower', async () => {
    const { writeNext, sizes } = setUp((size) => 900 * size);
    for (let run = 0; run < 6; run++) await writeNext();
    expect(sizes.every((size) => size <= 2)).toBe(true);
    expect(await texts(writeNext())).toEqual(['on the processor']);
  });

  it('does not open the device for captions', async () => {
    const { engine, count } = setUp(() => 1);
    await engine.transcribe(SECOND);
    await engine.transcribe(SECOND);
    expect(count().openings).toBe(0);
  });

  it('writes on the processor what the device fails at, and all that comes after it', async () => {
    const { writeNext, engine, failFromNowOn, count } = setUp((size) => 20 + size);
    for (let run = 0; run < 5; run++) await writeNext();
    const size = engine.batches.size;
    failFromNowOn();
    expect(await texts(writeNext())).toEqual(Array.from({ length: size }, () => 'on the processor'));
    expect(engine.batches.size).toBe(1);
    expect(count().disposals).toBe(1);
    expect(await texts(writeNext())).toEqual(['on the processor']);
  });

  it('stays on the processor where the device cannot be opened or has no room', async () => {
    const broken = setUp(() => 1);
    broken.failFromNowOn();
    const small = setUp(() => 1, 0);
    for (const { writeNext, count } of [broken, small]) {
      for (let run = 0; run < 4; run++) expect(await texts(writeNext())).toEqual(['on the processor']);
      expect(count().openings).toBe(1);
    }
  });

  it('closes both engines', async () => {
    const { engine, writeNext, count } = setUp(() => 1);
    await writeNext();
    await writeNext();
    await engine.dispose();
    expect(count().disposals).toBe(1);
  });
});
