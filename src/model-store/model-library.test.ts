import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../contract/errors';
import type { ShelfEntry } from '../contract/model-library-api';
import type { CtcManifest } from '../contract/model-manifest';
import { indexedDbCache, type ByteCache } from './byte-cache';
import {
  brokenOff,
  chunked,
  ctcManifest,
  FakeHost,
  fileEntry,
  MODELS_URL,
  noise,
} from './fixtures/fake-host';
import { fakeLocks } from './fixtures/fake-locks';
import { ModelLibrary } from './model-library';
import { ModelStore } from './model-store';
import type { ModelStoreOptions } from './store-parts';

const ID = 'student-test';
const WEIGHTS = noise(1000, 1);
const SPELLER = noise(60, 4);
const TOKENS = noise(50, 3);
const CONTENTS = { 'wasm.onnx': WEIGHTS, 'speller.onnx': SPELLER, 'tokens.json': TOKENS };
const manifestOf = (weights: Uint8Array, version: string): CtcManifest =>
  ctcManifest(
    [
      fileEntry('hearing', 'wasm.onnx', weights, 'wasm'),
      fileEntry('hearing', 'webgpu.onnx', noise(800, 2), 'webgpu'),
      fileEntry('speller', 'speller.onnx', SPELLER),
      fileEntry('tokens', 'tokens.json', TOKENS),
    ],
    version,
  );
const FIRST = manifestOf(WEIGHTS, '1');
const NEW_WEIGHTS = noise(900, 5);
const SECOND = manifestOf(NEW_WEIGHTS, '2');
const WEIGHTS_PATH = `${ID}/wasm.onnx`;
const CHOICE = { provider: 'wasm', precision: 'int8' } as const;
const PART_BYTES = 256;

let databases = 0;
let host: FakeHost;
let cache: ByteCache;
let locks: LockManager;

const options = (more: ModelStoreOptions = {}): ModelStoreOptions => ({
  fetch: host.fetch,
  cache,
  locks,
  partBytes: PART_BYTES,
  retryDelaysMs: [1, 1],
  ...more,
});
const newLibrary = (more?: ModelStoreOptions): ModelLibrary => new ModelLibrary(MODELS_URL, options(more));
const ignore = (): void => undefined;

function install(library: ModelLibrary, onProgress = (_done: number, _total: number): void => undefined) {
  return library.install(ID, CHOICE, onProgress);
}

async function entry(library: ModelLibrary): Promise<ShelfEntry> {
  const shelf = await library.list(CHOICE);
  const found = shelf.ok ? shelf.value.entries.find(({ model }) => model.id === ID) : undefined;
  if (found === undefined) throw new Error('the model is not on the shelf');
  return found;
}

/** As an engine of another tab gets them. */
async function weightsInUse(): Promise<{ bytes: Uint8Array; version: string }> {
  const store = new ModelStore(MODELS_URL, options());
  const manifest = await store.manifest(ID);
  const model = await store.load(manifest, ({ provider }) => provider !== 'webgpu', ignore);
  return { bytes: model.bytes('hearing', 'wasm'), version: manifest.version };
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.failure.code;
}

/** Of the model's files: those of the weights in the two versions. */
async function keptWeights(): Promise<{ first: number; second: number }> {
  const keys = await cache.keys();
  const count = ({ files }: CtcManifest): number =>
    keys.filter((key) => key.includes(files[0]?.sha256 ?? 'none')).length;
  return { first: count(FIRST), second: count(SECOND) };
}

beforeEach(() => {
  host = new FakeHost();
  host.hasRanges = true;
  host.publish(FIRST, CONTENTS);
  databases += 1;
  cache = indexedDbCache(`library-${String(databases)}`);
  locks = fakeLocks();
});

describe('an installation', () => {
  it('brings what this device needs, with progress, and never more of it at once than a part', async () => {
    const largest = { bytes: 0 };
    const watched: ByteCache = {
      ...cache,
      set: (key, value) => {
        if (value instanceof ArrayBuffer) largest.bytes = Math.max(largest.bytes, value.byteLength);
        return cache.set(key, value);
      },
    };
    const progress: number[] = [];
    const library = newLibrary({ cache: watched });
    const outcome = await install(library, (done, total) => {
      expect(total).toBe(1110);
      progress.push(done);
    });
    expect(codeOf(outcome)).toBe('ok');
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1110);
    expect(largest.bytes).toBe(PART_BYTES);
    expect(host.count(`${ID}/webgpu.onnx`)).toBe(0);
    expect(await entry(library)).toMatchObject({ version: '1', keptBytes: 1110, usedBytes: 1110 });
    host.offline = true;
    expect((await weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('goes on after a pause and a reload where it was', async () => {
    host.serve(WEIGHTS_PATH, (_, signal) => brokenOff(WEIGHTS, 700, signal));
    const library = newLibrary();
    const outcome = await install(library, (done) => {
      if (done >= 700) void library.pause(ID);
    });
    expect(codeOf(outcome)).toBe('cancelled');
    const reloaded = newLibrary();
    expect(await entry(reloaded)).toMatchObject({ keptBytes: 700, totalBytes: 1110 });
    expect(await entry(reloaded)).not.toHaveProperty('version');
    host.publish(FIRST, CONTENTS);
    const progress: number[] = [];
    expect(codeOf(await install(reloaded, (done) => progress.push(done)))).toBe('ok');
    expect(progress[0]).toBe(700);
    expect(host.ranges).toEqual(['bytes=700-']);
    expect((await weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('goes on by itself when the connection is lost in the middle', async () => {
    host.serve(WEIGHTS_PATH, (range) => {
      if (range === null) return brokenOff(WEIGHTS, 400);
      host.publish(FIRST, CONTENTS);
      return brokenOff(WEIGHTS, 200, null, 400);
    });
    expect(codeOf(await install(newLibrary()))).toBe('ok');
    expect(host.ranges).toEqual(['bytes=400-', 'bytes=600-']);
    expect((await weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('begins anew where the server has no ranges, and ends right', async () => {
    host.hasRanges = false;
    let broken = true;
    host.serve(WEIGHTS_PATH, () => {
      const answer = broken ? brokenOff(WEIGHTS, 400) : new Response(chunked(WEIGHTS));
      broken = false;
      return answer;
    });
    expect(codeOf(await install(newLibrary()))).toBe('ok');
    expect(host.ranges).toEqual(['bytes=400-']);
    expect(await entry(newLibrary())).toMatchObject({ version: '1', usedBytes: 1110 });
    expect((await weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('fetches a changed byte once more, then says so and keeps nothing of the file', async () => {
    const changed = WEIGHTS.slice();
    changed[500] = (changed[500] ?? 0) ^ 1;
    host.serve(WEIGHTS_PATH, () => new Response(chunked(changed)));
    const outcome = await install(newLibrary());
    expect(codeOf(outcome)).toBe('model-corrupt');
    expect(host.count(WEIGHTS_PATH)).toBe(2);
    expect(await keptWeights()).toEqual({ first: 0, second: 0 });
    host.publish(FIRST, CONTENTS);
    expect(codeOf(await install(newLibrary()))).toBe('ok');
  });

  it('that the device has no room for is told, and what had come makes room again', async () => {
    await install(newLibrary());
    const newTokens = noise(50, 9);
    const tokens = fileEntry('tokens', 'tokens.json', newTokens);
    const hearing = SECOND.files.filter(({ role }) => role === 'hearing');
    const next = ctcManifest([tokens, fileEntry('speller', 'speller.onnx', SPELLER), ...hearing], '2');
    host.publish(next, { ...CONTENTS, 'tokens.json': newTokens, 'wasm.onnx': NEW_WEIGHTS });
    let parts = 0;
    const full: ByteCache = {
      ...cache,
      set: (key, value) => {
        parts += value instanceof ArrayBuffer ? 1 : 0;
        return parts > 2
          ? Promise.reject(new DOMException('no room', 'QuotaExceededError'))
          : cache.set(key, value);
      },
    };
    const outcome = await install(newLibrary({ cache: full }));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'storage-full' } });
    expect(JSON.stringify(outcome)).toContain('no room left');
    expect((await keptWeights()).second).toBe(0);
    const left = (await cache.keys()).filter((key) => key.includes(tokens.sha256));
    expect(left, 'files of it that were whole').toEqual([]);
    expect(await entry(newLibrary())).toMatchObject({ version: '1', newVersion: '2', usedBytes: 1110 });
    expect((await weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('by two tabs at once is one download, and both have it', async () => {
    const outcomes = await Promise.all([install(newLibrary()), install(newLibrary())]);
    expect(outcomes.map(codeOf)).toEqual(['ok', 'ok']);
    expect(host.count(WEIGHTS_PATH)).toBe(1);
  });

  it('goes on in the tab that waits where the other one stops', async () => {
    host.serve(WEIGHTS_PATH, (_, signal) => brokenOff(WEIGHTS, 512, signal));
    const [one, two] = [newLibrary(), newLibrary()];
    const first = install(one, (done) => {
      if (done < 512) return;
      host.publish(FIRST, CONTENTS);
      void one.pause(ID);
    });
    const second = install(two);
    expect([codeOf(await first), codeOf(await second)]).toEqual(['cancelled', 'ok']);
    expect(host.ranges).toEqual(['bytes=512-']);
  });

  it('where the browser has no IndexedDB at all is told as an answer, too', async () => {
    const own = globalThis.indexedDB;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    try {
      cache = indexedDbCache('none');
      expect(await newLibrary().list(CHOICE)).toMatchObject({ ok: true, value: { keeps: false } });
    } finally {
      globalThis.indexedDB = own;
    }
  });

  it('without IndexedDB is not possible, and the models work all the same', async () => {
    const refuse = (): Promise<never> => Promise.reject(new DOMException('refused', 'InvalidStateError'));
    cache = { get: refuse, set: refuse, delete: refuse, keys: refuse };
    const shelf = await newLibrary().list(CHOICE);
    expect(shelf).toMatchObject({ ok: true, value: { keeps: false } });
    expect(codeOf(await install(newLibrary()))).toBe('storage-full');
    expect((await weightsInUse()).bytes).toEqual(WEIGHTS);
  });
});

describe('an update', () => {
  it('leaves the older version in use until all of the newer one is here', async () => {
    await install(newLibrary());
    host.publish(SECOND, { ...CONTENTS, 'wasm.onnx': NEW_WEIGHTS });
    host.serve(WEIGHTS_PATH, () => brokenOff(NEW_WEIGHTS, 300));
    const library = newLibrary({ retryDelaysMs: [] });
    expect(codeOf(await install(library))).toBe('model-unreachable');
    expect(await entry(library)).toMatchObject({ version: '1', newVersion: '2', keptBytes: 300 + 110 });
    expect(await weightsInUse()).toEqual({ bytes: WEIGHTS, version: '1' });
    expect((await keptWeights()).second).toBeGreaterThan(0);

    locks = fakeLocks();
    host.publish(SECOND, { ...CONTENTS, 'wasm.onnx': NEW_WEIGHTS });
    expect(codeOf(await install(newLibrary()))).toBe('ok');
    expect(host.ranges).toEqual(['bytes=300-']);
    expect(await weightsInUse()).toEqual({ bytes: NEW_WEIGHTS, version: '2' });
    expect((await keptWeights()).first).toBe(0);
  });

  it('leaves the older version’s files as long as another tab works with them', async () => {
    await install(newLibrary());
    const otherTab = new ModelStore(MODELS_URL, options());
    const old = await otherTab.manifest(ID);
    await otherTab.load(old, ({ role }) => role === 'tokens', ignore);

    host.publish(SECOND, { ...CONTENTS, 'wasm.onnx': NEW_WEIGHTS });
    expect(codeOf(await install(newLibrary()))).toBe('ok');
    host.offline = true;
    const wasm = await otherTab.load(old, ({ path }) => path === 'wasm.onnx', ignore);
    expect(wasm.bytes('hearing', 'wasm')).toEqual(WEIGHTS);
    expect((await weightsInUse()).version, 'a new tab has the new one').toBe('2');

    // The other tab is closed.
    locks = fakeLocks();
    host.offline = false;
    await entry(newLibrary());
    expect((await keptWeights()).first).toBe(0);
  });
});

describe('a model on the device', () => {
  it('is verified: a changed byte is found, and that file alone is fetched anew', async () => {
    await install(newLibrary());
    const progress: number[] = [];
    expect(await newLibrary().verify(ID, (done) => progress.push(done))).toEqual({ ok: true, value: [] });
    expect(progress.at(-1)).toBe(1110);
    const key = (await cache.keys()).find((name) => /^part:.*wasm\.onnx/u.test(name)) ?? '';
    const part = new Uint8Array((await cache.get(key)) as ArrayBuffer);
    part[7] = (part[7] ?? 0) ^ 1;
    await cache.set(key, part.buffer);
    expect(await newLibrary().verify(ID, ignore)).toEqual({ ok: true, value: ['wasm.onnx'] });
    expect(await entry(newLibrary())).not.toHaveProperty('version');
    await install(newLibrary());
    expect(host.count(WEIGHTS_PATH)).toBe(2);
    expect(host.count(`${ID}/tokens.json`)).toBe(1);
    expect((await entry(newLibrary())).version).toBe('1');
  });

  it('is gone once it is deleted, with what had come of the next version', async () => {
    await install(newLibrary());
    expect(codeOf(await newLibrary().remove(ID))).toBe('ok');
    expect(await cache.keys()).toEqual([]);
    expect(await entry(newLibrary())).toMatchObject({ keptBytes: 0, usedBytes: 0, source: 'server' });
  });

  it('is told to be in use while a tab works with it', async () => {
    await install(newLibrary());
    expect((await entry(newLibrary())).inUse).toBe(false);
    await weightsInUse();
    expect((await entry(newLibrary())).inUse).toBe(true);
  });
});

describe('a model that this server does not have', () => {
  it('is on the shelf all the same', async () => {
    host.serve(`${ID}/manifest.json`, () => new Response('no', { status: 404 }));
    expect(await entry(newLibrary())).toMatchObject({ source: 'missing', keptBytes: 0 });
    expect(codeOf(await install(newLibrary()))).toBe('model-absent');
  });

  it('nor is it taken for missing where the server does not answer', async () => {
    await entry(newLibrary());
    host.offline = true;
    expect(await entry(newLibrary())).toMatchObject({ source: 'unknown' });
  });
});
