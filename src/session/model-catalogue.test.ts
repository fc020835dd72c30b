import { describe, expect, it } from 'vitest';
import type { MoonshineManifest } from '../contract/model-manifest';
import { bytesToFetch } from './model-catalogue';

describe('bytesToFetch', () => {
  it('counts shared files, and of files for one provider the larger set', () => {
    const file = { role: 'hearing', path: 'x', sha256: '' } as const;
    const manifest: MoonshineManifest = {
      schema: 1,
      id: 'm',
      version: '1',
      name: 'M',
      licence: 'MIT',
      languages: ['en'],
      kind: 'moonshine',
      sampleRateHz: 16_000,
      decoder: { layers: 1, heads: 1, headSize: 1, startId: 1, endId: 2, maxTokensPerSecond: 6 },
      maxSeconds: 30,
      files: [
        { ...file, bytes: 5 },
        { ...file, provider: 'wasm', bytes: 100 },
        { ...file, provider: 'webgpu', bytes: 120 },
      ],
    };
    expect(bytesToFetch(manifest)).toBe(125);
    const small = { ...file, precision: 'int4', bytes: 70 } as const;
    const whole = { ...file, precision: 'int8', provider: 'wasm', bytes: 110 } as const;
    expect(bytesToFetch({ ...manifest, files: [{ ...file, bytes: 5 }, small, whole] })).toBe(115);
  });
});
