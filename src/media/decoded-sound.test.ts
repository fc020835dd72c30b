import { describe, expect, it } from 'vitest';
import type { DecodedAudio } from './decoded-audio';
import { playDecoded } from './decoded-sound';

async function samplesOf(audio: DecodedAudio): Promise<number[]> {
  const samples: number[] = [];
  for await (const chunk of audio.chunks()) samples.push(...chunk);
  return samples;
}

const ramp = (count: number, step: number) => Float32Array.from({ length: count }, (_, i) => i * step);

describe('playDecoded', () => {
  it('mixes the channels of the whole to one', async () => {
    const audio = playDecoded({ rateHz: 1000, channels: [ramp(2500, 0.001), ramp(2500, 0.003)] });
    const samples = await samplesOf(audio);
    expect(audio).toMatchObject({ sampleRateHz: 1000, startMs: 0, estimatedMs: 2500 });
    expect(samples).toHaveLength(2500);
    expect(samples[2400]).toBeCloseTo(4.8, 5);
  });

  it('begins at a whole second before the place that is asked for', async () => {
    const audio = playDecoded({ rateHz: 1000, channels: [ramp(5000, 1)] }, 3700);
    expect(audio.startMs).toBe(2000);
    const samples = await samplesOf(audio);
    expect(samples[0]).toBe(2000);
    expect(samples).toHaveLength(3000);
  });
});
