import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode, Failure } from '../contract/errors';
import type { CtcManifest } from '../contract/model-manifest';
import { indexedDbCache, type ByteCache } from './byte-cache';
import { chunked, ctcManifest, FakeHost, fileEntry, MODELS_URL, noise } from './fixtures/fake-host';
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

async function weightsKey(): Promise<string> {
  const key = (await cache.keys()).find((candidate) => candidate.includes('wasm.onnx'));
  if (key === undefined) throw new Error('the weights are not stored');
  return key;
}

beforeEach(() => {
  host = new FakeHost();
  host.publish(MANIFEST, CONTENTS);
  databases += 1;
  cache = indexedDbCache(`test-${String(databases)}`);
  warnings = [];
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
    expect(progress[0]).toBe(100);
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
    ['truncated body', () => new Response(chunked(WEIGHTS.slice(0, 999))), 'model-corrupt'],
    ['body that is too long', () => new Response(chunked(noise(1001, 1))), 'model-corrupt'],
    ['right size, wrong bytes', () => new Response(chunked(noise(1000, 9))), 'model-corrupt'],
    ['missing file', () => new Response('gone', { status: 404 }), 'model-unreachable'],
    ['broken connection', () => new Response(breaking()), 'model-unreachable'],
  ] as const)('%s: fails, stores nothing, and can be tried again', async (_, answer, code) => {
    host.serve(WEIGHTS_PATH, answer);
    const store = newStore();
    expect(await failureCode(loadWith(store))).toBe(code);
    expect((await cache.keys()).filter((key) => key.includes('wasm.onnx'))).toEqual([]);
    host.publish(MANIFEST, CONTENTS);
    expect(await loadWith(store)).toEqual(WEIGHTS);
  });

  it('an abort in mid-download is told as cancelled', async () => {
    const abort = new AbortController();
    host.serve(WEIGHTS_PATH, () => {
      setTimeout(() => {
        abort.abort();
      }, 5);
      return new Response(hanging(abort.signal));
    });
    expect(await failureCode(loadWith(newStore(), abort.signal))).toBe('cancelled');
    expect((await cache.keys()).filter((key) => key.includes('wasm.onnx'))).toEqual([]);
  });
});

describe('the copy on the device', () => {
  it.each([
    ['decayed', noise(1000, 7).buffer],
    ['half-written', WEIGHTS.slice(0, 500).buffer],
    ['of another type', 'text'],
  ])('heals when %s', async (_, bad) => {
    await loadWith(newStore());
    await cache.set(await weightsKey(), bad);
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(host.count(WEIGHTS_PATH)).toBe(2);
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

  it('of an old version goes when the new one is complete, not before', async () => {
    await loadWith(newStore());
    const updated: CtcManifest = ctcManifest(
      [fileEntry('hearing', 'wasm.onnx', noise(900, 5)), ...MANIFEST.files.slice(2)],
      '2',
    );
    host.publish(updated, { 'tokens.json': TOKENS });
    host.serve(WEIGHTS_PATH, () => new Response('not yet', { status: 503 }));
    expect(await failureCode(loadWith(newStore()))).toBe('model-unreachable');
    host.offline = true;
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    host.offline = false;
    host.publish(updated, { 'wasm.onnx': noise(900, 5) });
    expect(await loadWith(newStore())).toEqual(noise(900, 5));
    expect((await cache.keys()).filter((key) => key.includes('wasm.onnx'))).toHaveLength(1);
  });

  it('outlives a broken manifest on the server, with a warning', async () => {
    await loadWith(newStore());
    host.serve('student-test/manifest.json', () => new Response('<html>'));
    expect(await loadWith(newStore())).toEqual(WEIGHTS);
    expect(warnings.map((failure) => failure.code)).toEqual(['model-corrupt']);
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
    expect((await cache.keys()).filter((key) => key.includes('wasm.onnx'))).toHaveLength(1);
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

function breaking(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.error(new TypeError('network error'));
    },
  });
}

/** Sends a little, then nothing until aborted, as fetch does it. */
function hanging(signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(WEIGHTS.slice(0, 100));
      signal.addEventListener('abort', () => {
        controller.error(new DOMException('aborted', 'AbortError'));
      });
    },
  });
}

/** One holder of a name at a time, in order of asking. */
function fakeLocks(): LockManager {
  const tails = new Map<string, Promise<unknown>>();
  const request = (name: string, _options: LockOptions, work: () => Promise<unknown>): Promise<unknown> => {
    const turn = (tails.get(name) ?? Promise.resolve()).then(work);
    tails.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  return { request } as unknown as LockManager;
}
