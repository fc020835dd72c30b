import { expect, it } from 'vitest';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import { bringFallback } from './bring-fallback';

const FILES: readonly ModelFile[] = [
  { role: 'hearing', provider: 'wasm', path: 'hearing.wasm', bytes: 1, sha256: '' },
  { role: 'hearing', provider: 'webgpu', path: 'hearing.webgpu', bytes: 1, sha256: '' },
  { role: 'tokens', path: 'tokens', bytes: 1, sha256: '' },
  { role: 'words', path: 'words', bytes: 1, sha256: '' },
];
const manifest = { kind: 'ctc-log-mel', files: FILES } as unknown as ModelManifest;
const options = { modelsUrl: '', provider: 'auto', secondLook: true } as const;

/** @returns the files that were brought. */
async function brought(frugal: boolean, failure?: Error): Promise<string[]> {
  const paths: string[] = [];
  const keep = (_: ModelManifest, wanted: (file: ModelFile) => boolean): Promise<void> => {
    if (failure !== undefined) return Promise.reject(failure);
    paths.push(...FILES.filter(wanted).map(({ path }) => path));
    return Promise.resolve();
  };
  const signal = new AbortController().signal;
  await bringFallback({ isFrugal: () => frugal }, { store: { keep }, manifest, options }, signal);
  return paths;
}

it('brings what the student needs on WASM, unless a person saves data', async () => {
  expect(await brought(false)).toEqual(['hearing.wasm', 'tokens']);
  expect(await brought(true)).toEqual([]);
});

it('goes without where it cannot be had', async () => {
  await expect(brought(false, new Error('no connection'))).resolves.toEqual([]);
});
