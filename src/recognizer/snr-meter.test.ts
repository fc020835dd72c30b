import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import { StreamingLogMel } from '../features/log-mel';
import { SnrMeter } from './snr-meter';

/** The voice of interest sounds from START_S to END_S; what is behind it, all the time. */
const SECONDS = 5;
const START_S = 0.75;
const END_S = 4.25;
const LENGTH = SECONDS * SAMPLE_RATE_HZ;

/** Uniform noise of unit power from a small generator, the same in each run. */
function hiss(seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: LENGTH }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.sqrt(3) * (state / 2 ** 31 - 1);
  });
}

/** Syllables of a voice that rise and fall so many times a second, with a pause after each fourth. */
function voice(fundamentalHz: number, syllableHz: number): Float64Array {
  return Float64Array.from({ length: LENGTH }, (_, sample) => {
    const seconds = sample / SAMPLE_RATE_HZ;
    const syllables = syllableHz * seconds + fundamentalHz;
    const loud = Math.floor(syllables) % 4 === 3 ? 0 : Math.sin(Math.PI * syllables) ** 2;
    const turn = 2 * Math.PI * fundamentalHz * seconds;
    return loud * [2, 3, 5, 8, 13].reduce((sum, overtone) => sum + Math.sin(overtone * turn) / overtone, 0);
  });
}

const SPEECH = voice(140, 4).map((value, at) => (isSpoken(at) ? value : 0));
const HISS = hiss(7);
const BABBLE = [93, 121, 158, 187, 214, 239]
  .map((hz, at) => voice(hz, 3.1 + 0.37 * at))
  .reduce((sum, other) => sum.map((value, at) => value + other[at]!));

function isSpoken(sample: number): boolean {
  return sample >= START_S * SAMPLE_RATE_HZ && sample < END_S * SAMPLE_RATE_HZ;
}

/** While the voice sounds. */
function power(x: Float64Array): number {
  const spoken = x.filter((_, sample) => isSpoken(sample));
  return spoken.reduce((sum, value) => sum + value * value, 0) / spoken.length;
}

function mixture(speech: Float64Array, noise: Float64Array, snrDb: number): Float32Array {
  const gain = Math.sqrt(power(speech) / power(noise) / 10 ** (snrDb / 10));
  return Float32Array.from(speech, (value, at) => 0.02 * (value + gain * noise[at]!));
}

function measure(samples: Float32Array): number | undefined {
  const meter = new SnrMeter();
  meter.push(new StreamingLogMel().push(samples));
  meter.noteUtterance(1000 * START_S, 1000 * END_S);
  return meter.snrDb;
}

describe('SnrMeter', () => {
  it.each([20, 15, 10, 5, 0])('finds %i dB in hiss and in a babble to within 3 dB', (snrDb) => {
    for (const noise of [HISS, BABBLE]) {
      const found = measure(mixture(SPEECH, noise, snrDb));
      expect(found).toBeGreaterThan(snrDb - 3);
      expect(found).toBeLessThan(snrDb + 3);
    }
  });

  it('finds noise between the words where nobody pauses around them', () => {
    const meter = new SnrMeter();
    meter.push(
      new StreamingLogMel().push(
        mixture(SPEECH, HISS, 10).slice(START_S * SAMPLE_RATE_HZ, END_S * SAMPLE_RATE_HZ),
      ),
    );
    meter.noteUtterance(0, 1000 * (END_S - START_S));
    expect(meter.snrDb).toBeGreaterThan(7);
    expect(meter.snrDb).toBeLessThan(13);
  });

  it('does not hear hum below speech, nor how loud all is', () => {
    const clean = mixture(SPEECH, HISS, 10);
    const hum = (x: Float32Array) =>
      x.map((value, at) => value + 0.05 * Math.sin((2 * Math.PI * 50 * at) / SAMPLE_RATE_HZ));
    expect(measure(hum(clean))).toBeCloseTo(measure(clean)!, 0);
    expect(measure(clean.map((value) => 4 * value))).toBeCloseTo(measure(clean)!, 1);
  });

  it('knows nothing before some seconds of speech, and then the mean of its utterances', () => {
    const meter = new SnrMeter();
    const logMel = new StreamingLogMel();
    meter.push(logMel.push(mixture(SPEECH, HISS, 20)));
    meter.noteUtterance(1000, 2000);
    expect(meter.snrDb).toBeUndefined();
    meter.noteUtterance(1000 * START_S, 1000 * END_S);
    const first = meter.snrDb!;
    meter.push(logMel.push(mixture(SPEECH, hiss(9), 0)));
    meter.noteUtterance(1000 * (SECONDS + START_S), 1000 * (SECONDS + END_S));
    expect(first).toBeGreaterThan(16);
    expect(meter.snrDb).toBeGreaterThan(6);
    expect(meter.snrDb).toBeLessThan(first - 5);
  });

  it('forgets what was long ago', () => {
    const meter = new SnrMeter();
    const logMel = new StreamingLogMel();
    for (const [at, snrDb] of [0, 20, 20, 20, 20, 20].entries()) {
      meter.push(logMel.push(mixture(SPEECH, hiss(at + 3), snrDb)));
      meter.noteUtterance(1000 * (SECONDS * at + START_S), 1000 * (SECONDS * at + END_S));
    }
    expect(meter.snrDb).toBeGreaterThan(17);
  });
});
