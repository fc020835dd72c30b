import { describe, expect, it } from 'vitest';
import { decodeAudio } from './decode-audio';

const RATE_HZ = 22_050;

/** A 16-bit WAV file of interleaved channels. */
function wav(channels: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const count = channels[0]?.length ?? 0;
  const dataBytes = count * channels.length * 2;
  const view = new DataView(new ArrayBuffer(44 + dataBytes));
  const text = (at: number, letters: string) => {
    new TextEncoder().encode(letters).forEach((byte, index) => {
      view.setUint8(at + index, byte);
    });
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ * channels.length * 2, true);
  view.setUint16(32, channels.length * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  for (let index = 0; index < count; index += 1) {
    channels.forEach((channel, side) => {
      const at = 44 + (index * channels.length + side) * 2;
      view.setInt16(at, Math.round((channel[index] ?? 0) * 32_767), true);
    });
  }
  return new Uint8Array(view.buffer);
}

async function samplesOf(bytes: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const samples: number[] = [];
  for await (const chunk of (await decodeAudio(new Blob([bytes]))).chunks()) samples.push(...chunk);
  return samples;
}

const tone = (count: number, level: number) =>
  Array.from({ length: count }, (_, index) => level * Math.sin(index / 5));

describe('decodeAudio', () => {
  it('gives every sample of a WAV file at its own rate', async () => {
    const wanted = tone(30_000, 0.5);
    const audio = await decodeAudio(new Blob([wav([wanted])]));
    expect(audio.sampleRateHz).toBe(RATE_HZ);
    expect(Math.round(audio.estimatedMs)).toBe(Math.round((30_000 / RATE_HZ) * 1000));
    const samples = await samplesOf(wav([wanted]));
    expect(samples).toHaveLength(30_000);
    const worst = Math.max(...samples.map((sample, index) => Math.abs(sample - (wanted[index] ?? 0))));
    expect(worst).toBeLessThan(1e-4);
  });

  it('averages channels, and leaves out an empty one', async () => {
    const left = tone(8000, 0.5);
    const [both, single] = [
      await samplesOf(wav([left, tone(8000, 0.1)])),
      await samplesOf(wav([left, tone(8000, 0)])),
    ];
    expect(both[4000]).toBeCloseTo((left[4000] ?? 0) * 0.6, 3);
    expect(single[4000]).toBeCloseTo(left[4000] ?? 0, 3);
  });

  it('begins at a whole second before the place that is asked for', async () => {
    const wanted = tone(5 * RATE_HZ, 0.5);
    const audio = await decodeAudio(new Blob([wav([wanted])]), 4200);
    expect(audio.startMs).toBe(3000);
    const samples: number[] = [];
    for await (const chunk of audio.chunks()) samples.push(...chunk);
    expect(samples).toHaveLength(2 * RATE_HZ);
    expect(samples[100]).toBeCloseTo(wanted[3 * RATE_HZ + 100] ?? 0, 4);
  });

  it('has no samples left behind the end', async () => {
    const audio = await decodeAudio(new Blob([wav([tone(RATE_HZ, 0.5)])]), 60_000);
    expect(await audio.chunks().next()).toMatchObject({ done: true });
  });

  it('gives what there is of a truncated file', async () => {
    const whole = wav([tone(30_000, 0.5)]);
    const samples = await samplesOf(whole.slice(0, 20_044));
    expect(samples.length).toBeGreaterThan(9000);
    expect(samples.length).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['no bytes', new Uint8Array(), 'file-empty'],
    ['no samples', wav([[]]), 'file-empty'],
    ['letters', new TextEncoder().encode('This is not sound. '.repeat(99)), 'file-unreadable'],
  ])('refuses a file of %s', async (_, bytes, code) => {
    await expect(decodeAudio(new Blob([bytes]))).rejects.toMatchObject({ failure: { code } });
  });
});
