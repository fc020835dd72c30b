import { describe, expect, it } from 'vitest';
import type { ModelFile, ModelManifest, Variant } from '../contract/model-manifest';
import { StudentVariants } from './student-variants';

const wer = (percent: number) => [{ snrDb: 10, percent }];
const INT8: Variant = { precision: 'int8', provider: 'wasm', bytes: 11, wer: wer(20) };
const INT4: Variant = { precision: 'int4', provider: 'wasm', bytes: 7, wer: wer(21) };
const FP16: Variant = {
  precision: 'fp16',
  provider: 'webgpu',
  needs: ['shader-f16'],
  bytes: 20,
  wer: wer(20),
};

function manifest(...variants: readonly Variant[]): ModelManifest {
  return { kind: 'ctc-log-mel', ...(variants.length === 0 ? {} : { variants }) } as unknown as ModelManifest;
}

function file(more: Partial<ModelFile>): ModelFile {
  return { role: 'tokens', path: 'a', bytes: 1, sha256: '', ...more };
}

const ON_WASM = { provider: 'wasm', features: new Set<string>(), snrDb: undefined } as const;

describe('StudentVariants', () => {
  it('follows the rule, or the person where what they want runs here', () => {
    const models = manifest(INT8, INT4, FP16);
    expect(new StudentVariants(models, 'auto', false).choose(ON_WASM)).toBe('int8');
    expect(new StudentVariants(models, 'auto', true).choose(ON_WASM)).toBe('int4');
    expect(new StudentVariants(models, 'int4', false).choose(ON_WASM)).toBe('int4');
    expect(new StudentVariants(models, 'int8', true).choose(ON_WASM)).toBe('int8');
    expect(new StudentVariants(models, 'fp16', false).choose(ON_WASM)).toBe('int8');
    expect(new StudentVariants(models, 'int4', false).choose({ ...ON_WASM, current: 'int8' })).toBe('int4');
  });

  it('has no say over a folder without variants', () => {
    expect(new StudentVariants(manifest(), 'int4', true).choose(ON_WASM)).toBeUndefined();
  });

  it('names the files of one variant and one provider, but never the words', () => {
    const has = (more: Partial<ModelFile>) => StudentVariants.has(file(more), 'wasm', 'int4');
    expect(has({})).toBe(true);
    expect(has({ precision: 'int4' })).toBe(true);
    expect(has({ precision: 'int4', provider: 'wasm' })).toBe(true);
    expect(has({ precision: 'int8', provider: 'wasm' })).toBe(false);
    expect(has({ precision: 'int4', provider: 'webgpu' })).toBe(false);
    expect(has({ role: 'words' })).toBe(false);
    expect(StudentVariants.has(file({ precision: 'int8' }), 'wasm', undefined)).toBe(true);
    expect(StudentVariants.has(file({ precision: 'int4' }), 'wasm', undefined)).toBe(false);
  });
});
