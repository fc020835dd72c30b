import { describe, expect, it } from 'vitest';
import { ChannelMixer } from './channel-mixer';

const LEFT = Float32Array.of(0.5, -0.25, 1);
const RIGHT = Float32Array.of(0.25, 0.25, 0);
const EMPTY = new Float32Array(3);

describe('ChannelMixer', () => {
  it('averages channels', () => {
    expect([...new ChannelMixer().mix([LEFT, RIGHT], 3)]).toEqual([0.375, 0, 0.5]);
  });

  it('does not let an empty channel halve the level', () => {
    expect([...new ChannelMixer().mix([LEFT, EMPTY], 3)]).toEqual([...LEFT]);
    expect([...new ChannelMixer().mix([EMPTY, LEFT], 3)]).toEqual([...LEFT]);
  });

  it('counts a channel only once it is within 30 dB of the loudest', () => {
    const mixer = new ChannelMixer();
    const noise = Float32Array.of(0.001, -0.001, 0.001);
    expect([...mixer.mix([LEFT, noise], 3)]).toEqual([...LEFT]);
    expect(mixer.counts(2)).toEqual([true, false]);
    expect([...mixer.mix([EMPTY, RIGHT], 3)]).toEqual([0.125, 0.125, 0]);
    expect(mixer.counts(2)).toEqual([true, true]);
    mixer.reset();
    expect([...mixer.mix([noise, EMPTY], 3)]).toEqual([...noise]);
  });

  it('counts a channel that was heard before through its pauses', () => {
    const mixer = new ChannelMixer();
    mixer.mix([LEFT, RIGHT], 3);
    expect([...mixer.mix([LEFT, EMPTY], 3)]).toEqual([0.25, -0.125, 0.5]);
  });

  it('gives silence for no channel, and keeps nothing from the call before', () => {
    const mixer = new ChannelMixer();
    mixer.mix([LEFT], 3);
    expect([...mixer.mix([], 4)]).toEqual([0, 0, 0, 0]);
    expect([...mixer.mix([EMPTY], 3)]).toEqual([0, 0, 0]);
  });
});
