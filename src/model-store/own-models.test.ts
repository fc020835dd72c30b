import { createHash } from 'node:crypto';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CtcManifest } from '../contract/model-manifest';
import type { FolderFile, ModelSource, OfferedModel } from '../contract/own-model';
import { indexedDbCache, type ByteCache } from './byte-cache';
import { chunked, ctcManifest, FakeHost, fileEntry, MODELS_URL, noise } from './fixtures/fake-host';
import { ModelLibrary } from './model-library';
import { ModelStore } from './model-store';
import { ModelStoreFailure } from './model-store-failure';

const WEIGHTS = noise(1000, 4);
const SPELLER = noise(30, 6);
const TOKENS = noise(50, 5);
const SITE = ctcManifest([
  fileEntry('hearing', 'site.onnx', noise(9, 1)),
  fileEntry('speller', 's.onnx', noise(8, 1)),
  fileEntry('tokens', 't.json', TOKENS),
]);
const OWN: CtcManifest = {
  ...ctcManifest([
    fileEntry('hearing', 'sub/own.onnx', WEIGHTS),
    fileEntry('speller', 'speller.onnx', SPELLER),
    fileEntry('tokens', 'tokens.json', TOKENS),
  ]),
  id: 'own-student',
  name: 'Own student',
};

const CHOICE = { provider: 'wasm', precision: 'int8' } as const;
const VOICE = fileEntry('voice', 'tokens.json', TOKENS);
const WINDOWS = { sampleRateHz: 16_000, windowSamples: 512, contextSamples: 64, stateSize: 256 };

let databases = 0;
let host: FakeHost;
let cache: ByteCache;

const newStore = (kept: ByteCache = cache): ModelStore =>
  new ModelStore(MODELS_URL, { fetch: host.fetch, cache: kept, locks: null, partBytes: 256 });

/** The folder of OWN as a browser gives it, with some of it changed; undefined leaves a file out. */
function folder(
  changes: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | undefined>> = {},
): ModelSource {
  const contents: Record<string, string | Uint8Array<ArrayBuffer> | undefined> = {
    'manifest.json': JSON.stringify(OWN),
    'sub/own.onnx': WEIGHTS,
    'speller.onnx': SPELLER,
    'tokens.json': TOKENS,
    'MODEL_CARD.md': 'A card.',
    ...changes,
  };
  const files = Object.entries(contents).flatMap(([path, content]): FolderFile[] =>
    content === undefined ? [] : [{ path: `my-student/${path}`, content: new Blob([content]) }],
  );
  return { kind: 'folder', files };
}

async function weightsOf(store: ModelStore): Promise<Uint8Array> {
  const manifest = await store.manifest('own-student');
  const model = await store.load(
    manifest,
    () => true,
    () => undefined,
  );
  return model.bytes('hearing');
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ModelStoreFailure) return `${error.failure.code}: ${error.failure.message}`;
    throw error;
  }
  return 'no failure';
}

const ownKeys = async (): Promise<readonly string[]> =>
  (await cache.keys()).filter((key) => key.includes('own-student'));

beforeEach(() => {
  host = new FakeHost();
  host.publish(SITE, {});
  databases += 1;
  cache = indexedDbCache(`own-${String(databases)}`);
});

describe('a folder that a person gives', () => {
  it('is kept, and loads without asking the network, also in a later visit and offline', async () => {
    expect((await newStore().add(folder())).name).toBe('Own student');
    host.offline = true;
    expect(await weightsOf(newStore())).toEqual(WEIGHTS);
    expect(host.requests).toEqual(['index.json']);
  });

  it('may be given as bare files', async () => {
    const { files } = folder() as { files: readonly FolderFile[] };
    const bare = files.map(({ path, content }) => ({ path: path.replace('my-student/', ''), content }));
    await newStore().add({ kind: 'folder', files: bare });
    expect(await weightsOf(newStore())).toEqual(WEIGHTS);
  });

  it('is gone once it is removed', async () => {
    await newStore().add(folder());
    await newStore().remove('own-student');
    expect(await ownKeys()).toEqual([]);
    expect(await failureOf(weightsOf(newStore()))).toContain('model-unknown');
  });

  it.each([
    ['a changed byte', { 'sub/own.onnx': noise(1000, 9) }, 'sub/own.onnx is damaged: its SHA-256'],
    ['half a file', { 'sub/own.onnx': WEIGHTS.slice(0, 500) }, 'it has 500 bytes instead of 1000'],
    ['a missing file', { 'tokens.json': undefined }, 'lacks tokens.json'],
    ['no manifest', { 'manifest.json': undefined }, 'no manifest.json'],
    ['a manifest that is no JSON', { 'manifest.json': '{' }, 'not JSON'],
    ['a field too few', { 'manifest.json': JSON.stringify({ ...OWN, maxFrames: undefined }) }, 'maxFrames'],
    ['an id that climbs', { 'manifest.json': JSON.stringify({ ...OWN, id: '../x' }) }, 'not a model id'],
    [
      'another kind',
      { 'manifest.json': JSON.stringify({ ...OWN, kind: 'silero-vad', files: [VOICE], ...WINDOWS }) },
      'not a student',
    ],
    ['an id of the site', { 'manifest.json': JSON.stringify({ ...OWN, id: SITE.id }) }, 'another id'],
  ] as const)('with %s is refused, says why, and leaves nothing behind', async (_, changes, reason) => {
    expect(await failureOf(newStore().add(folder(changes)))).toContain(reason);
    expect(await ownKeys()).toEqual([]);
  });

  it('that does not fit says so, and leaves nothing behind', async () => {
    const full: ByteCache = {
      ...cache,
      set: (key, value) =>
        key.includes('tokens.json')
          ? Promise.reject(new DOMException('no room', 'QuotaExceededError'))
          : cache.set(key, value),
    };
    expect(await failureOf(newStore(full).add(folder()))).toContain('storage-full');
    expect(await ownKeys()).toEqual([]);
  });

  it('whose copy decays cannot be fetched anew, and says what to do', async () => {
    await newStore().add(folder());
    const key = (await ownKeys()).find((candidate) => /^part:.*own\.onnx/u.test(candidate)) ?? '';
    await cache.set(key, noise(256, 8).buffer);
    expect(await failureOf(weightsOf(newStore()))).toContain('model-corrupt: The copy of sub/own.onnx');
  });
});

describe('an address', () => {
  const OTHER = 'https://models.example.org';
  const manifestText = JSON.stringify(OWN);
  const sha256 = createHash('sha256').update(manifestText).digest('hex');
  const library = (): ModelLibrary =>
    new ModelLibrary(MODELS_URL, { fetch: host.fetch, cache, locks: null, partBytes: 256, origins: [OTHER] });

  const publish = (folder = 'mine/'): void => {
    host.serve(`${folder}manifest.json`, () => new Response(manifestText));
    host.serve(`${folder}sub/own.onnx`, () => new Response(chunked(WEIGHTS)));
    host.serve(`${folder}speller.onnx`, () => new Response(chunked(SPELLER)));
    host.serve(`${folder}tokens.json`, () => new Response(chunked(TOKENS)));
  };
  async function look(address: string): Promise<OfferedModel> {
    const looked = await library().look(address);
    if (!looked.ok) throw new ModelStoreFailure(looked.failure);
    return looked.value;
  }
  async function take(address: string): Promise<void> {
    const offer = await look(address);
    await newStore().add({ kind: 'address', address: offer.folderUrl, sha256: offer.sha256 });
  }

  it.each(['models/mine', 'models/mine/', 'models/mine/manifest.json', `${MODELS_URL}mine/?x#y`])(
    '%s is fetched and kept',
    async (address) => {
      publish();
      await take(address);
      expect(await weightsOf(newStore())).toEqual(WEIGHTS);
      host.offline = true;
      expect(await weightsOf(newStore())).toEqual(WEIGHTS);
    },
  );

  it('on another origin that the site allows is as good', async () => {
    publish(`${OTHER}/own/`);
    const offer = await look(`${OTHER}/own`);
    expect(offer).toMatchObject({ folderUrl: `${OTHER}/own/`, sha256, named: false });
    expect(offer.manifest.name).toBe('Own student');
    expect(await ownKeys(), 'nothing is kept yet').toEqual([]);
    const source = { kind: 'address', address: offer.folderUrl, sha256 } as const;
    expect((await library().add(source)).ok).toBe(true);
    const installed = await library().install('own-student', CHOICE, () => undefined);
    expect(installed.ok).toBe(true);
    host.offline = true;
    expect(await weightsOf(newStore())).toEqual(WEIGHTS);
  });

  it('of a site that is not allowed is refused with what to do, and nothing is asked of it', async () => {
    const failure = await failureOf(look('https://elsewhere.test/m/'));
    expect(failure).toMatch(
      /^model-elsewhere: .*tabscribe\.test, https:\/\/models\.example\.org only.*drop it/u,
    );
    expect(host.requests).toEqual(['index.json']);
  });

  it('that names the hash of its manifest is checked against it', async () => {
    publish();
    expect(await look(`models/mine/#sha256=${sha256.toUpperCase()}`)).toMatchObject({ named: true });
    const other = `${sha256.slice(0, -1)}${sha256.endsWith('0') ? '1' : '0'}`;
    expect(await failureOf(look(`models/mine/#sha256=${other}`))).toContain('model-mismatch');
    expect(await failureOf(look(`models/mine/#sha256=${sha256.slice(0, 60)}`))).toContain('64 hex');
  });

  it('whose manifest has changed since the person agreed to it is refused', async () => {
    publish();
    const offer = await look('models/mine/');
    host.serve('mine/manifest.json', () => Response.json({ ...OWN, version: '2' }));
    const source = { kind: 'address', address: offer.folderUrl, sha256: offer.sha256 } as const;
    expect(await failureOf(newStore().add(source))).toContain('model-mismatch');
    expect(await ownKeys()).toEqual([]);
  });

  it('stays what was agreed to until it is given again', async () => {
    publish();
    await take('models/mine/');
    await library().install('own-student', CHOICE, () => undefined);
    const next = ctcManifest([fileEntry('hearing', 'next.onnx', noise(70, 2)), ...OWN.files.slice(1)], '2');
    host.serve('mine/manifest.json', () => Response.json({ ...next, id: OWN.id }));
    host.serve('mine/next.onnx', () => new Response(chunked(noise(70, 2))));
    const shelf = await library().list(CHOICE);
    expect(shelf.ok && shelf.value.entries.find(({ model }) => model.id === OWN.id)).not.toHaveProperty(
      'newVersion',
    );
    await library().install('own-student', CHOICE, () => undefined);
    expect(await weightsOf(newStore())).toEqual(WEIGHTS);
    await take('models/mine/');
    expect(await weightsOf(newStore())).toEqual(noise(70, 2));
  });

  it('whose file is another than its manifest says is refused', async () => {
    publish();
    host.serve('mine/sub/own.onnx', () => new Response(chunked(noise(1000, 9))));
    await take('models/mine/');
    const installed = await library().install('own-student', CHOICE, () => undefined);
    expect(installed).toMatchObject({ ok: false, failure: { code: 'model-corrupt' } });
  });

  it('where nothing is says so', async () => {
    expect(await failureOf(look('nothing/'))).toContain('404');
  });
});
