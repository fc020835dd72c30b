import { expect, test } from 'vitest';
import { randomFrom } from './seeded-random';
import { eventsIn } from './sound-events';

const random = randomFrom(3);
/** Ten seconds of noise at this level, 1.5 dB up and down by chance. */
const noise = (levelDb: number): Float32Array =>
  Float32Array.from({ length: 1000 }, () => levelDb + 3 * (random() - 0.5));

test('nothing stands out in silence and in even noise, whatever their level', () => {
  for (const levelDb of [-100, -60, -20]) expect(eventsIn(noise(levelDb))).toEqual([]);
});

test('syllables stand out, where they are', () => {
  const sound = noise(-60).fill(-50, 400, 420).fill(-40, 700, 720).fill(-50, 990);
  const events = eventsIn(sound);
  expect(events).toHaveLength(3);
  for (const [index, [from, to]] of [
    [400, 420] as const,
    [700, 720] as const,
    [990, 1000] as const,
  ].entries()) {
    expect(Math.abs((events[index]?.from ?? NaN) - from)).toBeLessThan(8);
    expect(Math.abs((events[index]?.to ?? NaN) - to)).toBeLessThan(8);
  }
});

test('a single loud frame is a click', () => {
  expect(eventsIn(noise(-60).fill(-45, 400, 401))).toEqual([]);
});

test('hiss below what can be heard is no event in digital silence', () => {
  expect(eventsIn(new Float32Array(1000).fill(-100).fill(-85, 400, 500))).toEqual([]);
});

test('nobody knows the background of a second', () => {
  expect(eventsIn(noise(-60).subarray(0, 100))).toEqual([{ from: 0, to: 100 }]);
});
