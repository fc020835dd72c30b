import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { brokenOff, MODELS_URL } from './fixtures/fake-host';
import { fakeLocks } from './fixtures/fake-locks';
import {
  codeOf,
  CONTENTS,
  entry,
  ID,
  ignore,
  install,
  NEW_WEIGHTS,
  SECOND,
  WEIGHTS,
  WEIGHTS_PATH,
  LibraryDevice,
} from './fixtures/library-device';
import { ModelStore } from './model-store';

let device: LibraryDevice;

beforeEach(() => {
  device = new LibraryDevice();
});

describe('an update', () => {
  it('leaves the older version in use until all of the newer one is here', async () => {
    await install(device.newLibrary());
    device.host.publish(SECOND, { ...CONTENTS, 'wasm.onnx': NEW_WEIGHTS });
    device.host.serve(WEIGHTS_PATH, () => brokenOff(NEW_WEIGHTS, 300));
    const library = device.newLibrary({ retryDelaysMs: [] });
    expect(codeOf(await install(library))).toBe('model-unreachable');
    expect(await entry(library)).toMatchObject({ version: '1', newVersion: '2', keptBytes: 300 + 110 });
    expect(await device.weightsInUse()).toEqual({ bytes: WEIGHTS, version: '1' });
    expect((await device.keptWeights()).second).toBeGreaterThan(0);

    device.locks = fakeLocks();
    device.host.publish(SECOND, { ...CONTENTS, 'wasm.onnx': NEW_WEIGHTS });
    expect(codeOf(await install(device.newLibrary()))).toBe('ok');
    expect(device.host.ranges).toEqual(['bytes=300-']);
    expect(await device.weightsInUse()).toEqual({ bytes: NEW_WEIGHTS, version: '2' });
    expect((await device.keptWeights()).first).toBe(0);
  });

  it('leaves the older version’s files as long as another tab works with them', async () => {
    await install(device.newLibrary());
    const otherTab = new ModelStore(MODELS_URL, device.options());
    const old = await otherTab.manifest(ID);
    await otherTab.load(old, ({ role }) => role === 'tokens', ignore);

    device.host.publish(SECOND, { ...CONTENTS, 'wasm.onnx': NEW_WEIGHTS });
    expect(codeOf(await install(device.newLibrary()))).toBe('ok');
    device.host.offline = true;
    const wasm = await otherTab.load(old, ({ path }) => path === 'wasm.onnx', ignore);
    expect(wasm.bytes('hearing', 'wasm')).toEqual(WEIGHTS);
    expect((await device.weightsInUse()).version, 'a new tab has the new one').toBe('2');

    // The other tab is closed.
    device.locks = fakeLocks();
    device.host.offline = false;
    await entry(device.newLibrary());
    expect((await device.keptWeights()).first).toBe(0);
  });
});

describe('a model on the device', () => {
  it('is verified: a changed byte is found, and that file alone is fetched anew', async () => {
    await install(device.newLibrary());
    const progress: number[] = [];
    expect(await device.newLibrary().verify(ID, (done) => progress.push(done))).toEqual({
      ok: true,
      value: [],
    });
    expect(progress.at(-1)).toBe(1110);
    const key = (await device.cache.keys()).find((name) => /^part:.*wasm\.onnx/u.test(name)) ?? '';
    const part = new Uint8Array((await device.cache.get(key)) as ArrayBuffer);
    part[7] = (part[7] ?? 0) ^ 1;
    await device.cache.set(key, part.buffer);
    expect(await device.newLibrary().verify(ID, ignore)).toEqual({ ok: true, value: ['wasm.onnx'] });
    expect(await entry(device.newLibrary())).not.toHaveProperty('version');
    await install(device.newLibrary());
    expect(device.host.count(WEIGHTS_PATH)).toBe(2);
    expect(device.host.count(`${ID}/tokens.json`)).toBe(1);
    expect((await entry(device.newLibrary())).version).toBe('1');
  });

  it('is gone once it is deleted, with what had come of the next version', async () => {
    await install(device.newLibrary());
    expect(codeOf(await device.newLibrary().remove(ID))).toBe('ok');
    expect(await device.cache.keys()).toEqual([]);
    expect(await entry(device.newLibrary())).toMatchObject({ keptBytes: 0, usedBytes: 0, source: 'server' });
  });

  it('is told to be in use while a tab works with it', async () => {
    await install(device.newLibrary());
    expect((await entry(device.newLibrary())).inUse).toBe(false);
    await device.weightsInUse();
    expect((await entry(device.newLibrary())).inUse).toBe(true);
  });
});

describe('a model that this server does not have', () => {
  it('is on the shelf all the same', async () => {
    device.host.serve(`${ID}/manifest.json`, () => new Response('no', { status: 404 }));
    expect(await entry(device.newLibrary())).toMatchObject({ source: 'missing', keptBytes: 0 });
    expect(codeOf(await install(device.newLibrary()))).toBe('model-absent');
  });

  it('nor is it taken for missing where the server does not answer', async () => {
    await entry(device.newLibrary());
    device.host.offline = true;
    expect(await entry(device.newLibrary())).toMatchObject({ source: 'unknown' });
  });
});
