import { describe, expect, it } from 'vitest';
import type { CtcManifest } from '../contract/model-manifest';
import { ctcFields } from './ctc-manifest';
import { ctcManifest, fileEntry, noise } from './fixtures/fake-host';
import { JsonShape } from './json-shape';

const FILES = [
  fileEntry('hearing', 'hearing.onnx', noise(10, 1)),
  fileEntry('speller', 'speller.onnx', noise(10, 3)),
];
const GOOD = ctcManifest(FILES);

const read = (manifest: Partial<CtcManifest>) =>
  ctcFields(JsonShape.of(structuredClone(manifest), 'test'), manifest.files ?? []);

describe('ctcFields', () => {
  it('takes variants, and leaves out those whose files are not there', () => {
    const small = { ...fileEntry('hearing', 'small.onnx', noise(10, 3)), precision: 'int4' } as const;
    const wer = [
      { snrDb: 0, percent: 60 },
      { snrDb: 40, percent: 13 },
    ];
    const here = { precision: 'int4', provider: 'wasm', bytes: 10, wer } as const;
    const half = {
      precision: 'fp16',
      provider: 'webgpu',
      needs: ['shader-f16'],
      bytes: 20,
      wer,
    } as const;
    const manifest = { ...GOOD, files: [...FILES, small], variants: [here, half] };
    expect(read(manifest).variants).toEqual([here]);
    expect(read({ ...GOOD, variants: [half] })).not.toHaveProperty('variants');
    const backwards = { ...manifest, variants: [{ ...here, wer: wer.toReversed() }] };
    expect(() => read(backwards)).toThrow(/order of snrDb/);
  });

  it.each([
    ['text for a number', { subsampling: '4' }, /subsampling is not a number/],
    ['blank outside', { vocabulary: { size: 10, blankId: 10 } }, /blankId/],
    ['no memory', { memory: undefined }, /memory is not an object/],
    ['memory of nothing', { memory: { ...GOOD.memory, frames: 0 } }, /frames is 0/],
    [
      'chunk that cuts a row of phonemes',
      { memory: { ...GOOD.memory, chunkFrames: 13 } },
      /chunkFrames is no multiple of 2/,
    ],
    ['no normalisation', { features: { ...GOOD.features, normalisation: undefined } }, /normalisation/],
  ])('refuses %s', (_, change, sentence) => {
    const changed = { ...GOOD, ...change } as Partial<CtcManifest>;
    expect(() => read(changed)).toThrow(sentence);
    expect(() => read(changed)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'model-corrupt' }) as unknown }),
    );
  });
});
