import { describe, expect, it } from 'vitest';
import type { SoundFinding } from '../contract/audio-source';
import { ChannelMixer } from './channel-mixer';
import { SoundCheck } from './sound-check';

const QUANTUM = 128;

/** Made speech: bursts of voice-like harmonics and of hiss in turn, with pauses; up to a given frequency. */
function speech(
  rateHz: number,
  seconds: number,
  { amplitude = 0.3, upToHz = rateHz / 2 } = {},
): Float32Array {
  const random = generator(7);
  const hiss = Array.from({ length: 60 }, () => ({
    hz: 3000 + random() * 8500,
    phase: random() * 2 * Math.PI,
  }));
  return Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, n) => {
    const t = n / rateHz;
    const phase = t % 1;
    let value = 0;
    if (phase < 0.4) {
      for (let k = 1; k <= 25 && 130 * k < upToHz; k++)
        value += Math.sin(2 * Math.PI * 130 * k * t + k * k) / k;
      value *= 0.4;
    } else if (phase < 0.6) {
      for (const { hz, phase: start } of hiss) {
        if (hz < upToHz) value += 0.02 * Math.sin(2 * Math.PI * hz * t + start);
      }
    }
    return amplitude * value + 1e-5 * (random() - 0.5);
  });
}

function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** What the newest report says of channels that are pushed quantum by quantum. */
function check(rateHz: number, channels: readonly Float32Array[]) {
  const mixer = new ChannelMixer();
  const sound = new SoundCheck(rateHz, mixer);
  let last: { speechHeard: boolean; findings: readonly SoundFinding[] } = {
    speechHeard: false,
    findings: [],
  };
  const samples = channels[0]?.length ?? 0;
  for (let start = 0; start + QUANTUM <= samples; start += QUANTUM) {
    const quantum = channels.map((channel) => channel.subarray(start, start + QUANTUM));
    const report = sound.push(mixer.mix(quantum, QUANTUM), channels.length);
    if (report?.type === 'check') last = report;
  }
  return last;
}

describe('SoundCheck', () => {
  it.each([16_000, 44_100, 48_000])('finds nothing wrong with full speech at %i Hz', (rateHz) => {
    const { speechHeard, findings } = check(rateHz, [speech(rateHz, 8)]);
    expect(speechHeard).toBe(true);
    // A context at 16 kHz is itself a wide-band call's, and good enough.
    expect(findings).toEqual(rateHz === 16_000 ? [{ kind: 'narrow-band', upToHz: 7000 }] : []);
  });

  it('reports about once a second', () => {
    const mixer = new ChannelMixer();
    const sound = new SoundCheck(48_000, mixer);
    const quanta = Array.from({ length: (48_000 * 5) / QUANTUM }, () => new Float32Array(QUANTUM));
    const reports = quanta.map((quantum) => sound.push(quantum, 1)).filter((report) => report !== undefined);
    expect(reports.length).toBeGreaterThanOrEqual(4);
    expect(reports.length).toBeLessThanOrEqual(5);
  });

  it('names zeros after three seconds, and forgets them when sound comes', () => {
    const zeros = new Float32Array(48_000 * 5);
    expect(check(48_000, [zeros])).toMatchObject({ speechHeard: false, findings: [{ kind: 'no-signal' }] });
    const after = new Float32Array(48_000 * 10);
    after.set(speech(48_000, 5), 48_000 * 5);
    expect(check(48_000, [after]).findings).toEqual([]);
  });

  it('says nothing of a quiet room in which nobody speaks', () => {
    const random = generator(3);
    const room = Float32Array.from({ length: 48_000 * 10 }, () => 0.002 * (random() - 0.5));
    expect(check(48_000, [room])).toMatchObject({ speechHeard: false, findings: [] });
  });

  it('names speech that is too quiet, with its level', () => {
    const [finding] = check(48_000, [speech(48_000, 10, { amplitude: 0.006 })]).findings;
    expect(finding?.kind).toBe('too-quiet');
    expect(finding?.kind === 'too-quiet' && finding.speechDb).toBeLessThan(-45);
    expect(check(48_000, [speech(48_000, 10, { amplitude: 0.05 })]).findings).toEqual([]);
  });

  it('names clipping', () => {
    const cut = speech(48_000, 8, { amplitude: 4 }).map((sample) => Math.max(-1, Math.min(1, sample)));
    expect(check(48_000, [cut]).findings).toContainEqual({ kind: 'clipping' });
    const loud = speech(48_000, 8);
    const peak = loud.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(check(48_000, [loud.map((sample) => sample / peak)]).findings).toEqual([]);
  });

  it.each([
    [3400, 3500],
    [7000, 7000],
  ] as const)('names a band that ends at %i Hz', (upToHz, found) => {
    expect(check(48_000, [speech(48_000, 8, { upToHz })]).findings).toEqual([
      { kind: 'narrow-band', upToHz: found },
    ]);
  });

  it('takes a context of 8 kHz for the telephone that it is', () => {
    expect(check(8000, [speech(8000, 8)]).findings).toEqual([{ kind: 'narrow-band', upToHz: 3500 }]);
  });

  it('names the side of a stereo device that has no sound, zeros or noise', () => {
    const voice = speech(48_000, 6);
    const noise = voice.map((_, index) => 1e-4 * Math.sin(index));
    const zeros = new Float32Array(voice.length);
    expect(check(48_000, [voice, zeros]).findings).toEqual([{ kind: 'empty-channel', empty: 'right' }]);
    expect(check(48_000, [noise, voice]).findings).toEqual([{ kind: 'empty-channel', empty: 'left' }]);
    expect(check(48_000, [voice, voice]).findings).toEqual([]);
  });

  it('knows nothing any more after a reset', () => {
    const mixer = new ChannelMixer();
    const sound = new SoundCheck(48_000, mixer);
    const zeros = new Float32Array(4800);
    const seconds = (count: number) =>
      Array.from({ length: count * 10 }, () => sound.push(zeros, 1)).findLast(
        (report) => report !== undefined,
      );
    expect(seconds(4)).toMatchObject({ findings: [{ kind: 'no-signal' }] });
    sound.reset();
    expect(seconds(1)).toMatchObject({ findings: [] });
  });
});
