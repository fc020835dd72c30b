import { describe, expect, it } from 'vitest';
import { playDecoded } from './decoded-sound';
import { endingAt } from './sound-stretch';

const RATE_HZ = 8000;
const sound = { rateHz: RATE_HZ, channels: [Float32Array.from({ length: 10 * RATE_HZ }, (_, at) => at)] };

async function samplesOf(chunks: AsyncGenerator<Float32Array, void>): Promise<number[]> {
  const samples: number[] = [];
  for await (const chunk of chunks) samples.push(...chunk);
  return samples;
}

describe('endingAt', () => {
  it('ends a recording at the sample', async () => {
    const stretch = endingAt(playDecoded(sound, 3400), 5250);
    const samples = await samplesOf(stretch.chunks());
    expect(stretch.startMs).toBe(2000);
    expect(samples[0]).toBe(2 * RATE_HZ);
    expect(samples.at(-1)).toBe(5.25 * RATE_HZ - 1);
  });

  it('leaves one that is shorter as it is', async () => {
    expect(await samplesOf(endingAt(playDecoded(sound), 60_000).chunks())).toHaveLength(10 * RATE_HZ);
  });
});
