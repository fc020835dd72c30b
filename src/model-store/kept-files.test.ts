import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { indexedDbCache, type ByteCache } from './byte-cache';
import { ctcManifest, fileEntry, noise } from './fixtures/fake-host';
import { KeptFiles } from './kept-files';

const ID = 'student-test';
const CONTENTS = new Map([
  ['hearing.onnx', noise(1000, 1)],
  ['tokens.json', noise(50, 2)],
]);
const HEARING = fileEntry('hearing', 'hearing.onnx', noise(1000, 1));
const TOKENS = fileEntry('tokens', 'tokens.json', noise(50, 2));
const MANIFEST = ctcManifest([HEARING, TOKENS]);
const BLOBS = new Map([...CONTENTS].map(([path, bytes]) => [path, new Blob([bytes])]));

let databases = 0;
let cache: ByteCache;
let kept: KeptFiles;

beforeEach(() => {
  cache = indexedDbCache(`kept-files-${String((databases += 1))}`);
  kept = new KeptFiles({ cache, partBytes: 256 });
});

/** Puts other bytes in the place of a part of the large file. */
async function damage(): Promise<void> {
  for (const key of await cache.keys()) {
    const value = await cache.get(key);
    if (value instanceof ArrayBuffer && value.byteLength === 256) {
      await cache.set(key, noise(256, 9).buffer);
      return;
    }
  }
  throw new Error('no part to damage');
}

describe('KeptFiles', () => {
  it('has what it was given, byte for byte', async () => {
    expect(await kept.read(ID, HEARING)).toBeNull();
    await kept.putAll(MANIFEST, BLOBS);
    expect(await kept.marked(ID, [HEARING, TOKENS])).toEqual([HEARING, TOKENS]);
    expect(await kept.read(ID, HEARING)).toEqual(noise(1000, 1));
    const readBytes: number[] = [];
    expect(await kept.verify(ID, HEARING, { onBytes: (bytes) => readBytes.push(bytes) })).toBe(true);
    expect(readBytes).toEqual([256, 512, 768, 1000]);
  });

  it.each(['read', 'verify'] as const)('drops a damaged copy when it is asked to %s it', async (ask) => {
    await kept.putAll(MANIFEST, BLOBS);
    await damage();
    if (ask === 'read') expect(await kept.read(ID, HEARING)).toBeNull();
    else expect(await kept.verify(ID, HEARING, {})).toBe(false);
    expect(await kept.marked(ID, [HEARING, TOKENS])).toEqual([TOKENS]);
  });

  it('keeps all of a model that a person gave, or nothing', async () => {
    const wrong = new Map([...BLOBS, ['tokens.json', new Blob([noise(50, 3)])]]);
    await expect(kept.putAll(MANIFEST, wrong)).rejects.toMatchObject({ failure: { code: 'model-refused' } });
    expect(await cache.keys()).toEqual([]);
  });

  it('forgets all files of a model but those that are named, and nothing of another', async () => {
    await kept.putAll(MANIFEST, BLOBS);
    await kept.putAll({ ...MANIFEST, id: 'other' }, BLOBS);
    await kept.removeOthers(ID, [TOKENS]);
    expect(await kept.marked(ID, [HEARING, TOKENS])).toEqual([TOKENS]);
    expect(await kept.marked('other', [HEARING, TOKENS])).toEqual([HEARING, TOKENS]);
  });
});
