import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../contract/model-manifest';
import type { ByteCache } from './byte-cache';
import { chosenFiles } from './chosen-files';
import { markKey } from './file-parts';
import { parseManifest } from './manifest';
import { StoreParts } from './store-parts';
import type { Versions } from './versions';

const manifest = (id: string) =>
  parseManifest(
    JSON.parse(readFileSync(new URL(`../../public/models/${id}/manifest.json`, import.meta.url), 'utf8')),
    id,
  );

/** A device that has these files of a model. */
function device(id: string, files: readonly ModelFile[]): Versions {
  const cache: ByteCache = {
    get: () => Promise.resolve(undefined),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    keys: () => Promise.resolve(files.map((file) => markKey(id, file))),
  };
  return new StoreParts('https://example.test/models/', { cache, locks: null }).versions;
}

describe.each(['student-v0', 'moonshine-tiny', 'silero-vad'])('shipped %s', (id) => {
  const shipped = manifest(id);

  it.each(['wasm', 'webgpu'] as const)('is whole with its files for %s', async (provider) => {
    const files = chosenFiles(shipped.files, { provider, precision: 'int8' });
    expect(await device(id, files).isWhole(shipped)).toBe(true);
    expect(await device(id, files.slice(1)).isWhole(shipped)).toBe(false);
  });
});
