import type { MoonshineManifest } from '../contract/model-manifest';

/** Of a small model: tokens 1 and 2 begin and end a text. */
export const TEST_MANIFEST: MoonshineManifest = {
  schema: 1,
  kind: 'moonshine',
  id: 'moonshine-test',
  version: '0',
  name: 'Test',
  licence: 'MIT',
  languages: ['en'],
  files: [],
  sampleRateHz: 16000,
  decoder: { layers: 2, heads: 1, headSize: 1, startId: 1, endId: 2, maxTokensPerSecond: 6.5 },
  maxSeconds: 30,
};
