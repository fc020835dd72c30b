import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode, Failure } from '../contract/errors';
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
import { ModelStore } from './model-store';
import { ModelStoreFailure } from './model-store-failure';

const WEIGHTS = noise(1000, 1);
const OTHER_WEIGHTS = noise(800, 2);
const SPELLER = noise(60, 4);
const TOKENS = noise(50, 3);
const CONTENTS = {
  'wasm.onnx': WEIGHTS,
  'webgpu.onnx': OTHER_WEIGHTS,
  'speller.onnx': SPELLER,
  'tokens.json': TOKENS,
};
const MANIFEST = ctcManifest([
  fileEntry('hearing', 'wasm.onnx', WEIGHTS, 'wasm'),
  fileEntry('hearing', 'webgpu.onnx', OTHER_WEIGHTS, 'webgpu'),
  fileEntry('speller', 'speller.onnx', SPELLER),
  fileEntry('tokens', 'tokens.json', TOKENS),
]);
const WEIGHTS_PATH = 'student-test/wasm.onnx';
const forWasm = (file: { provider?: string }): boolean => file.provider !== 'webgpu';
const ignoreProgress = (): void => undefined;

let databases = 0;
let host: FakeHost;
let cache: ByteCache;
let warnings: Failure[];

function newStore(
  options: { cache?: ByteCache; locks?: LockManager | null; keptFirst?: boolean } = {},
): ModelStore {
  return new ModelStore(MODELS_URL, {
    keptFirst: options.keptFirst ?? false,
    fetch: host.fetch,
    cache: options.cache ?? cache,
    locks: options.locks ?? null,
    partBytes: 256,
    retryDelaysMs: [],
    onWarning: (failure) => warnings.push(failure),
  });
}

async function loadWith(store: ModelStore, signal?: AbortSignal): Promise<Uint8Array> {
  const manifest = await store.manifest('student-test');
  const model = await store.load(manifest, forWasm, ignoreProgress, signal);
  return model.bytes('hearing', 'wasm');
}

async function failureCode(work: Promise<unknown>): Promise<ErrorCode | 'no failure'> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    if (error instanceof ModelStoreFailure) return error.failure.code;
    throw error;
  }
}

/** Keys of the weights: of the mark that all of them are here, and of their parts. */
async function weightsKeys(kind: 'file' | 'part'): Promise<readonly string[]> {
  return (await cache.keys()).filter((key) => key.startsWith(kind) && key.includes('wasm.onnx'));
}

beforeEach(() => {
  host = new FakeHost();
  host.publish(MANIFEST, CONTENTS);
  databases += 1;
  cache = indexedDbCache(`test-${String(databases)}`);
  warnings = [];
});

it('has files kept for later, and does not read those that are', async () => {
  const read: string[] = [];
  const watched: ByteCache = {
    ...cache,
    get: (key) => {
      read.push(key);
      return cache.get(key);
    },
  };
  const store = newStore({ cache: watched });
  const manifest = await store.manifest('student-test');
  await store.keep(manifest, forWasm);
  expect(await weightsKeys('file')).toHaveLength(1);
  expect(host.count(WEIGHTS_PATH)).toBe(1);
  read.length = 0;
  await store.keep(manifest, forWasm);
  expect(read.filter((key) => /^(?:part|file):/u.test(key))).toEqual([]);
  expect(host.count(WEIGHTS_PATH)).toBe(1);
  expect(await loadWith(store)).toEqual(WEIGHTS);
});

describe('a first load', () => {
  it('fetches only the wanted files and reports bytes of their total', async () => {
    const store = newStore();
    const progress: number[] = [];
    const model = await store.load(await store.manifest('student-test'), forWasm, (received, total) => {
      expect(total).toBe(1110);
      progress.push(received);
    });
    expect(model.bytes('hearing', 'wasm')).toEqual(WEIGHTS);
    expect(model.bytes('tokens')).toEqual(TOKENS);
    expect(() => model.bytes('hearing', 'webgpu')).toThrow(/webgpu/);
    expect(host.count('student-test/webgpu.onnx')).toBe(0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.slice(0, 2)).toEqual([0, 100]);
    expect(progress.at(-1)).toBe(1110);
  });

  it('is not repeated: the second comes from the device', async () => {
    await loadWith(newStore());
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(1);
  });
});

describe('a bad download', () => {
  it.each([
    ['truncated body', () => new Response(chunked(WEIGHTS.slice(0, 999))), 'model-unreachable'],
    ['body that is too long', () => new Response(chunked(noise(1001, 1))), 'model-corrupt'],
    ['right size, wrong bytes', () => new Response(chunked(noise(1000, 9))), 'model-corrupt'],
    ['missing file', () => new Response('gone', { status: 404 }), 'model-absent'],
    ['busy server', () => new Response('later', { status: 503 }), 'model-unreachable'],
    ['broken connection', () => brokenOff(WEIGHTS, 100), 'model-unreachable'],
  ] as const)('%s: fails, takes nothing for whole, and can be tried again', async (_, answer, code) => {
    host.serve(WEIGHTS_PATH, answer);
    const store = newStore();
    expect(await failureCode(loadWith(store))).toBe(code);
    expect(await weightsKeys('file')).toEqual([]);
    host.publish(MANIFEST, CONTENTS);
    expect(await loadWith(store)).toEqual(WEIGHTS);
  });

  it('an abort in mid-download is told as cancelled, and the next load goes on from there', async () => {
    const abort = new AbortController();
    host.serve(WEIGHTS_PATH, (_, signal) => {
      setTimeout(() => {
        abort.abort();
      }, 5);
      return brokenOff(WEIGHTS, 300, signal);
    });
    expect(await failureCode(loadWith(newStore(), abort.signal))).toBe('cancelled');
    host.hasRanges = true;
    host.publish(MANIFEST, CONTENTS);
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.ranges).toEqual(['bytes=300-']);
  });

  it('of right size but wrong once comes a second time', async () => {
    const answers = [noise(1000, 9), WEIGHTS];
    host.serve(WEIGHTS_PATH, () => new Response(chunked(answers.shift() ?? noise(1000, 8))));
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(2);
  });
});

describe('the copy on the device', () => {
  it.each([
    ['decayed', noise(256, 7).buffer],
    ['half-written', WEIGHTS.slice(0, 50).buffer],
    ['of another type', 'text'],
    ['gone', undefined],
  ])('heals when a part of it is %s', async (_, bad) => {
    await loadWith(newStore());
    const [key = ''] = await weightsKeys('part');
    if (bad === undefined) await cache.delete([key]);
    else await cache.set(key, bad);
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(2);
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(2);
  });

  it('of an earlier app, which kept a file as one entry, is good', async () => {
    await loadWith(newStore());
    const [mark = ''] = await weightsKeys('file');
    await cache.delete(await weightsKeys('part'));
    await cache.set(mark, WEIGHTS.buffer);
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(1);
  });

  it('that the browser has dropped with all else is fetched again', async () => {
    await loadWith(newStore());
    await cache.delete(await cache.keys());
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(2);
  });

  it('serves offline, index and manifest included', async () => {
    await loadWith(newStore());
    host.offline = true;
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(warnings).toEqual([]);
  });

  it('does not ask the network about what it has, where it is told to', async () => {
    await loadWith(newStore({ keptFirst: true }));
    const asked = host.count('index.json') + host.count('student-test/manifest.json');
    expect(asked).toBeGreaterThan(0);
    expect(await loadWith(newStore({ keptFirst: true }))).toEqual(WEIGHTS);
    expect(host.count('index.json') + host.count('student-test/manifest.json')).toBe(asked);
  });

  it('cannot serve offline what was never loaded', async () => {
    host.offline = true;
    expect(await failureCode(loadWith(newStore()))).toBe('model-unreachable');
  });

  it('goes on as it is while the server has a newer one', async () => {
    await loadWith(newStore());
    const files = [fileEntry('hearing', 'wasm.onnx', noise(900, 5)), ...MANIFEST.files.slice(2)];
    host.publish(ctcManifest(files, '2'), { 'wasm.onnx': noise(900, 5) });
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
  });
});

describe('a device that is full', () => {
  it('works from memory and says so', async () => {
    const full: ByteCache = {
      ...cache,
      set: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')),
    };
    expect(await loadWith(newStore({ cache: full }))).toEqual(WEIGHTS);
    expect(warnings.map((failure) => failure.code)).toEqual(['storage-full', 'storage-full', 'storage-full']);
    expect(warnings[0]?.message).toContain('no room');
  });

  it('works without any IndexedDB', async () => {
    const refuse = (): Promise<never> => Promise.reject(new DOMException('refused', 'InvalidStateError'));
    const none: ByteCache = { get: refuse, set: refuse, delete: refuse, keys: refuse };
    expect(await loadWith(newStore({ cache: none }))).toEqual(WEIGHTS);
  });
});

describe('two tabs at once', () => {
  it('may both write: the entry stays good', async () => {
    const [one, two] = await Promise.all([loadWith(newStore()), loadWith(newStore())]);
    expect(one).toEqual(WEIGHTS);
    expect(two).toEqual(WEIGHTS);
    host.offline = true;
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(await weightsKeys('file')).toHaveLength(1);
    expect(await weightsKeys('part')).toHaveLength(4);
  });

  it('download once where the browser has locks', async () => {
    const locks = fakeLocks();
    await Promise.all([loadWith(newStore({ locks })), loadWith(newStore({ locks }))]);
    expect(host.count(WEIGHTS_PATH)).toBe(1);
  });
});

describe('the index', () => {
  it('decides which ids are known', async () => {
    expect(await failureCode(newStore().manifest('nobody'))).toBe('model-unknown');
    expect(host.requests).toEqual(['index.json']);
  });

  it('is unreachable on a 404', async () => {
    host.serve('index.json', () => new Response('gone', { status: 404 }));
    expect(await failureCode(newStore().index())).toBe('model-unreachable');
  });
});
