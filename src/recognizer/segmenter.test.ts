import { describe, expect, it } from 'vitest';
import { frameEnergiesDb, quietestFrame } from './frame-energy';
import { chooseCut, cutInSilence } from './segmenter';
import { plant, silence, speech, type Stretch } from './planted-speech';

const energies = (stretches: readonly Stretch[]) =>
  Float32Array.from(plant(stretches).flatMap(({ logMel }) => Array.from(frameEnergiesDb(logMel))));

/** Syllables of 200 ms, each with a dip behind it; `ms` is a multiple of 250. */
const talk = (ms: number): Stretch[] => Array.from({ length: ms / 250 }, () => [speech(200, []), DIP]).flat();
const DIP = { ms: 50, voice: -2.5 };

describe('chooseCut', () => {
  it('cuts in the middle of the longest pause of the later half', () => {
    const frames = chooseCut(
      energies([...talk(4000), silence(900), ...talk(8000), silence(400), ...talk(8000), silence(200)]),
    );
    expect(Math.abs(frames - 1310)).toBeLessThan(4);
  });

  it('takes the later of two long pauses', () => {
    const frames = chooseCut(
      energies([...talk(12_500), silence(900), ...talk(5000), silence(700), ...talk(3000)]),
    );
    expect(Math.abs(frames - 1875)).toBeLessThan(4);
  });

  it('cuts at the quietest place where there is no pause', () => {
    const frames = chooseCut(energies([...talk(18_000), { ...DIP, ms: 110 }, ...talk(5750)]));
    expect(frames).toBeGreaterThan(1790);
    expect(frames).toBeLessThan(1816);
  });

  it('parts speech from a silence before it, and from one after it', () => {
    const around = energies([silence(9000), ...talk(4000), silence(2500), ...talk(8000)]);
    const before = chooseCut(around);
    expect(Math.abs(before - 850)).toBeLessThan(10);
    const after = chooseCut(around.subarray(before));
    expect(Math.abs(before + after - 1400)).toBeLessThan(10);
    expect(cutInSilence(around.subarray(before + after))).toBeUndefined();
  });

  it('leaves the end of pure silence to what may begin there', () => {
    expect(chooseCut(energies([silence(24_000)]))).toBe(2350);
  });
});

describe('quietestFrame', () => {
  it('gives the middle of the weakest span', () => {
    expect(quietestFrame([9, 9, 1, 1, 1, 9, 9], 0, 7, 3)).toBe(3);
    expect(quietestFrame([0, 9, 9, 5, 9], 1, 5, 1)).toBe(3);
  });
});
