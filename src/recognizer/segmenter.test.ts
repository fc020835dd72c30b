import { describe, expect, it } from 'vitest';
import { frameEnergiesDb, quietestFrame } from './frame-energy';
import { chooseCut } from './segmenter';
import { plant, silence, speech, type Stretch } from './planted-speech';

const energies = (stretches: readonly Stretch[]) =>
  Float32Array.from(plant(stretches).flatMap(({ logMel }) => Array.from(frameEnergiesDb(logMel))));

describe('chooseCut', () => {
  it('cuts in the middle of the longest pause of the later half', () => {
    const frames = chooseCut(
      energies([
        speech(4000, []),
        silence(900),
        speech(8100, []),
        silence(400),
        speech(8000, []),
        silence(200),
      ]),
    );
    expect(frames).toBeGreaterThanOrEqual(1300);
    expect(frames).toBeLessThanOrEqual(1340);
    expect(frames).toBe(1320);
  });

  it('takes the later of two long pauses', () => {
    const frames = chooseCut(
      energies([speech(12_500, []), silence(900), speech(5000, []), silence(700), speech(3000, [])]),
    );
    expect(frames).toBe(1875);
  });

  it('cuts at the quietest place where there is no pause', () => {
    const frames = chooseCut(energies([speech(18_000, []), { ms: 60, voice: -1.3 }, speech(5940, [])]));
    expect(frames).toBeGreaterThan(1790);
    expect(frames).toBeLessThan(1816);
  });
});

describe('quietestFrame', () => {
  it('gives the middle of the weakest span', () => {
    expect(quietestFrame([9, 9, 1, 1, 1, 9, 9], 0, 7, 3)).toBe(3);
    expect(quietestFrame([0, 9, 9, 5, 9], 1, 5, 1)).toBe(3);
  });
});
