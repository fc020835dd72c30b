import { describe, expect, it } from 'vitest';
import type { Variant } from '../contract/model-manifest';
import { chooseVariant, FRUGAL_MARGIN_POINTS, MARGIN_POINTS, STAY_POINTS, werAt } from './choose-variant';

/** WER in percent at 0, 10 and 40 dB. */
function variant(
  precision: Variant['precision'],
  bytes: number,
  [at0, at10, at40]: readonly [number, number, number],
  more: Partial<Variant> = {},
): Variant {
  const wer = [
    { snrDb: 0, percent: at0 },
    { snrDb: 10, percent: at10 },
    { snrDb: 40, percent: at40 },
  ];
  return { precision, provider: 'wasm', bytes, wer, ...more };
}

const INT8 = variant('int8', 11, [60, 25, 13]);
/** Cheap in quiet, dear in noise. */
const INT4 = variant('int4', 7, [66, 25 + FRUGAL_MARGIN_POINTS / 2, 13 + MARGIN_POINTS / 2]);
const QUIET = { provider: 'wasm', features: new Set<string>(), frugal: false, snrDb: 40 } as const;

describe('chooseVariant', () => {
  it('takes the smallest that is about as right as the best, at the SNR it is told', () => {
    expect(chooseVariant([INT8, INT4], QUIET)).toBe(INT4);
    expect(chooseVariant([INT8, INT4], { ...QUIET, snrDb: 10 })).toBe(INT8);
    expect(chooseVariant([INT8, INT4], { ...QUIET, snrDb: 10, frugal: true })).toBe(INT4);
    expect(chooseVariant([INT8, INT4], { ...QUIET, snrDb: 0, frugal: true })).toBe(INT8);
  });

  it('takes the room for quiet while it knows no SNR', () => {
    expect(chooseVariant([INT8, INT4], { ...QUIET, snrDb: undefined })).toBe(INT4);
    const poor = variant('int4', 7, [60, 25, 13 + 2 * MARGIN_POINTS]);
    expect(chooseVariant([INT8, poor], { ...QUIET, snrDb: undefined })).toBe(INT8);
  });

  it('stays with the one in use until it is clearly worse, and never for bytes alone', () => {
    const cost = (points: number) => variant('int4', 7, [60 + points, 25 + points, 13 + points]);
    const using = { ...QUIET, current: 'int4' } as const;
    const slightly = cost(MARGIN_POINTS + STAY_POINTS / 2);
    expect(chooseVariant([INT8, slightly], QUIET)).toBe(INT8);
    expect(chooseVariant([INT8, slightly], using)).toBe(slightly);
    expect(chooseVariant([INT8, cost(MARGIN_POINTS + 2 * STAY_POINTS)], using)).toBe(INT8);
    expect(chooseVariant([INT8, INT4], { ...QUIET, current: 'int8' })).toBe(INT8);
  });

  it('leaves out what does not run here', () => {
    const half = variant('fp16', 5, [59, 24, 12], { provider: 'webgpu', needs: ['shader-f16'] });
    const gpu = { ...INT8, provider: 'webgpu' } as const;
    const on = (...features: string[]) => ({
      ...QUIET,
      provider: 'webgpu' as const,
      features: new Set(features),
    });
    expect(chooseVariant([half, gpu, INT8], on('shader-f16'))).toBe(half);
    expect(chooseVariant([half, gpu, INT8], on('subgroups'))).toBe(gpu);
    expect(chooseVariant([half, gpu, INT8], QUIET)).toBe(INT8);
    expect(chooseVariant([half], QUIET)).toBeUndefined();
  });

  it('has a wider margin where data are dear', () => {
    expect(FRUGAL_MARGIN_POINTS).toBeGreaterThan(MARGIN_POINTS);
  });
});

describe('werAt', () => {
  it('draws a line between what was measured, level beyond it', () => {
    expect(werAt(INT8, 5)).toBeCloseTo(42.5);
    expect(werAt(INT8, 10)).toBe(25);
    expect(werAt(INT8, 25)).toBeCloseTo(19);
    expect(werAt(INT8, -20)).toBe(60);
    expect(werAt(INT8, 90)).toBe(13);
  });
});
