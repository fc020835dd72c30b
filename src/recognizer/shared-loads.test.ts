import { expect, it } from 'vitest';
import { SharedLoads } from './shared-loads';

function setUp() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const loads = new SharedLoads<string>();
  const load = (key: string): Promise<string> =>
    loads.run(key, () => {
      begun.push(key);
      return new Promise((resolve) => {
        ends.push(() => {
          resolve(`loaded ${key}`);
        });
      });
    });
  return { begun, ends, load };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('loads once for all who ask for the same while it is under way, and anew after that', async () => {
  const { begun, ends, load } = setUp();
  const both = Promise.all([load('a'), load('a')]);
  await turn();
  ends[0]?.();
  expect(await both).toEqual(['loaded a', 'loaded a']);
  void load('a');
  await turn();
  expect(begun).toEqual(['a', 'a']);
});

it('begins with another only when the one before it has ended', async () => {
  const { begun, ends, load } = setUp();
  const first = load('a');
  void load('b');
  await turn();
  expect(begun).toEqual(['a']);
  ends[0]?.();
  expect(await first).toBe('loaded a');
  await turn();
  expect(begun).toEqual(['a', 'b']);
});
