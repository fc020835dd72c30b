import { describe, expect, it } from 'vitest';
import { HOP_MS } from '../features/audio-format';
import { Endpointer, ENDPOINT_SILENCE_MS, MAX_UTTERANCE_MS, PRE_ROLL_MS, type Endpoint } from './endpointer';
import { plant, silence, speech, type Stretch } from './planted-speech';

function run(stretches: readonly Stretch[], endpointer = new Endpointer()): Endpoint[] {
  return plant(stretches).flatMap(({ logMel }) => endpointer.push(logMel));
}

function utterances(endpoints: readonly Endpoint[]): [number, number][] {
  return endpoints
    .filter((endpoint) => endpoint.type === 'end')
    .map(({ startFrame, endFrame }) => [startFrame * HOP_MS, endFrame * HOP_MS]);
}

describe('Endpointer', () => {
  it('finds speech between silences, with its pre-roll', () => {
    const endpoints = run([silence(2000), speech(1500, []), silence(1500)]);
    expect(endpoints).toHaveLength(2);
    expect(utterances(endpoints)).toEqual([[2000 - PRE_ROLL_MS, 3500 - HOP_MS + 300]]);
  });

  it('tells early in a pause where the utterance will end, and takes it back when speech goes on', () => {
    const endpointer = new Endpointer();
    const likely: (number | undefined)[] = [];
    const ends = plant([silence(1000), speech(1000, []), silence(400), speech(500, []), silence(1000)], 1)
      .flatMap(({ logMel }) => {
        const found = endpointer.push(logMel);
        likely.push(endpointer.likelyEnd?.endFrame);
        return found;
      })
      .filter(({ type }) => type === 'end');
    // The last loud frames are 199 and 289; an end is told from its last frame on.
    expect(likely.indexOf(229)).toBe(228);
    expect(likely.lastIndexOf(229)).toBe(239);
    expect(likely.indexOf(319)).toBe(318);
    expect(new Set(likely)).toEqual(new Set([undefined, 229, 319]));
    expect(ends).toMatchObject([{ endFrame: 319 }]);
  });

  it('hears nothing in silence, in steady noise that starts slowly, and in a click', () => {
    expect(run([silence(20_000)])).toEqual([]);
    const swelling = Array.from({ length: 100 }, (_, step) => ({ ms: 100, voice: -6 + step * 0.03 }));
    expect(run(swelling)).toEqual([]);
    expect(run([silence(1000), speech(30, []), silence(1000)])).toEqual([]);
  });

  it('splits at a long pause and not at a short one', () => {
    const pause = (ms: number): Stretch[] => [
      silence(500),
      speech(1000, []),
      silence(ms),
      speech(1000, []),
      silence(1000),
    ];
    expect(utterances(run(pause(ENDPOINT_SILENCE_MS - 100)))).toHaveLength(1);
    expect(utterances(run(pause(ENDPOINT_SILENCE_MS + 100)))).toHaveLength(2);
  });

  it('hears speech that begins with the stream', () => {
    expect(utterances(run([speech(1000, []), silence(1000)]))[0]?.[0]).toBe(0);
  });

  it('cuts long speech at its quietest place, and goes on there', () => {
    const dip: Stretch = { ms: 150, voice: -1.8 };
    const stretches = [speech(14_000, []), dip, speech(14_000, []), dip, speech(5000, [])];
    const found = utterances(run([silence(500), ...stretches, silence(1000)]));
    expect(found).toHaveLength(3);
    const [first, second, third] = found;
    // Each dip's middle is the middle of the quietest span.
    expect(Math.abs((first?.[1] ?? 0) - 14_575)).toBeLessThanOrEqual(20);
    expect(second?.[0]).toBe(first?.[1]);
    expect(Math.abs((second?.[1] ?? 0) - 28_725)).toBeLessThanOrEqual(20);
    expect(third?.[0]).toBe(second?.[1]);
    expect(first?.[1]).toBeLessThanOrEqual(MAX_UTTERANCE_MS);
  });

  it('never gives a frame to two utterances', () => {
    const stretches = Array.from({ length: 12 }, (_, index) => [
      speech(700 + 300 * index, []),
      silence(ENDPOINT_SILENCE_MS + 10 * index),
    ]).flat();
    const found = utterances(run([...stretches, speech(40_000, []), silence(1000)]));
    expect(found.length).toBeGreaterThan(12);
    found.forEach(([startMs], index) => {
      expect(startMs).toBeGreaterThanOrEqual(found[index - 1]?.[1] ?? 0);
    });
  });

  it('ends an utterance on the student’s word where the noise never falls, and then takes it for silence', () => {
    const endpointer = new Endpointer();
    const noise: Stretch = { ms: 4000, voice: -3 };
    run([silence(1000), speech(1000, []), noise], endpointer);
    expect(endpointer.speaking).toBe(true);
    const early = { lastWordFrame: 190, lastVoicedFrame: undefined, seenFrame: 250 };
    expect(endpointer.noteEvidence(early)).toBeUndefined();
    const endpoint = endpointer.noteEvidence({
      lastWordFrame: 190,
      lastVoicedFrame: undefined,
      seenFrame: 600,
    });
    expect(endpoint).toMatchObject({ type: 'end', endFrame: 250, continues: false });
    expect(plant([noise]).flatMap(({ logMel }) => endpointer.push(logMel))).toEqual([]);
    const again = plant([speech(1000, [])]).flatMap(({ logMel }) => endpointer.push(logMel));
    expect(again).toMatchObject([{ type: 'start', startFrame: 970 }]);
  });

  it('ends an utterance with its voice, but not before its last word', () => {
    const endpointer = new Endpointer();
    run([silence(1000), speech(1000, []), { ms: 4000, voice: -3 }], endpointer);
    const evidence = (lastWordFrame: number, seenFrame: number) =>
      endpointer.noteEvidence({ lastWordFrame, lastVoicedFrame: 195, seenFrame });
    expect(evidence(190, 264)).toBeUndefined();
    expect(evidence(230, 299)).toBeUndefined();
    expect(evidence(230, 300)).toMatchObject({ type: 'end', endFrame: 260, continues: false });
  });

  it('ends what is left with the stream', () => {
    const endpointer = new Endpointer();
    run([silence(500), speech(1000, [])], endpointer);
    expect(endpointer.flush()).toMatchObject({ type: 'end', endFrame: 150 });
    expect(endpointer.flush()).toBeUndefined();
  });
});
