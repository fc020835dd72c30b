import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { indexedDbCache, type ByteCache } from './byte-cache';
import { brokenOff, chunked, ctcManifest, fileEntry, noise } from './fixtures/fake-host';
import {
  CHOICE,
  codeOf,
  CONTENTS,
  entry,
  FIRST,
  ID,
  install,
  NEW_WEIGHTS,
  PART_BYTES,
  SECOND,
  SPELLER,
  WEIGHTS,
  WEIGHTS_PATH,
  LibraryDevice,
} from './fixtures/library-device';

let device: LibraryDevice;

beforeEach(() => {
  device = new LibraryDevice();
});

describe('an installation', () => {
  it('brings what this device needs, with progress, and never more of it at once than a part', async () => {
    const largest = { bytes: 0 };
    const watched: ByteCache = {
      ...device.cache,
      set: (key, value) => {
        if (value instanceof ArrayBuffer) largest.bytes = Math.max(largest.bytes, value.byteLength);
        return device.cache.set(key, value);
      },
    };
    const progress: number[] = [];
    const library = device.newLibrary({ cache: watched });
    const outcome = await install(library, (done, total) => {
      expect(total).toBe(1110);
      progress.push(done);
    });
    expect(codeOf(outcome)).toBe('ok');
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1110);
    expect(largest.bytes).toBe(PART_BYTES);
    expect(device.host.count(`${ID}/webgpu.onnx`)).toBe(0);
    expect(await entry(library)).toMatchObject({ version: '1', keptBytes: 1110, usedBytes: 1110 });
    device.host.offline = true;
    expect((await device.weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('goes on after a pause and a reload where it was', async () => {
    device.host.serve(WEIGHTS_PATH, (_, signal) => brokenOff(WEIGHTS, 700, signal));
    const library = device.newLibrary();
    const outcome = await install(library, (done) => {
      if (done >= 700) void library.pause(ID);
    });
    expect(codeOf(outcome)).toBe('cancelled');
    const reloaded = device.newLibrary();
    expect(await entry(reloaded)).toMatchObject({ keptBytes: 700, totalBytes: 1110 });
    expect(await entry(reloaded)).not.toHaveProperty('version');
    device.host.publish(FIRST, CONTENTS);
    const progress: number[] = [];
    expect(codeOf(await install(reloaded, (done) => progress.push(done)))).toBe('ok');
    expect(progress[0]).toBe(700);
    expect(device.host.ranges).toEqual(['bytes=700-']);
    expect((await device.weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('goes on by itself when the connection is lost in the middle', async () => {
    device.host.serve(WEIGHTS_PATH, (range) => {
      if (range === null) return brokenOff(WEIGHTS, 400);
      device.host.publish(FIRST, CONTENTS);
      return brokenOff(WEIGHTS, 200, null, 400);
    });
    expect(codeOf(await install(device.newLibrary()))).toBe('ok');
    expect(device.host.ranges).toEqual(['bytes=400-', 'bytes=600-']);
    expect((await device.weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('begins anew where the server has no ranges, and ends right', async () => {
    device.host.hasRanges = false;
    let broken = true;
    device.host.serve(WEIGHTS_PATH, () => {
      const answer = broken ? brokenOff(WEIGHTS, 400) : new Response(chunked(WEIGHTS));
      broken = false;
      return answer;
    });
    expect(codeOf(await install(device.newLibrary()))).toBe('ok');
    expect(device.host.ranges).toEqual(['bytes=400-']);
    expect(await entry(device.newLibrary())).toMatchObject({ version: '1', usedBytes: 1110 });
    expect((await device.weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('fetches a changed byte once more, then says so and keeps nothing of the file', async () => {
    const changed = WEIGHTS.slice();
    changed[500] = (changed[500] ?? 0) ^ 1;
    device.host.serve(WEIGHTS_PATH, () => new Response(chunked(changed)));
    const outcome = await install(device.newLibrary());
    expect(codeOf(outcome)).toBe('model-corrupt');
    expect(device.host.count(WEIGHTS_PATH)).toBe(2);
    expect(await device.keptWeights()).toEqual({ first: 0, second: 0 });
    device.host.publish(FIRST, CONTENTS);
    expect(codeOf(await install(device.newLibrary()))).toBe('ok');
  });

  it('that the device has no room for is told, and what had come makes room again', async () => {
    await install(device.newLibrary());
    const newTokens = noise(50, 9);
    const tokens = fileEntry('tokens', 'tokens.json', newTokens);
    const hearing = SECOND.files.filter(({ role }) => role === 'hearing');
    const next = ctcManifest([tokens, fileEntry('speller', 'speller.onnx', SPELLER), ...hearing], '2');
    device.host.publish(next, { ...CONTENTS, 'tokens.json': newTokens, 'wasm.onnx': NEW_WEIGHTS });
    let parts = 0;
    const full: ByteCache = {
      ...device.cache,
      set: (key, value) => {
        parts += value instanceof ArrayBuffer ? 1 : 0;
        return parts > 2
          ? Promise.reject(new DOMException('no room', 'QuotaExceededError'))
          : device.cache.set(key, value);
      },
    };
    const outcome = await install(device.newLibrary({ cache: full }));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'storage-full' } });
    expect(JSON.stringify(outcome)).toContain('no room left');
    expect((await device.keptWeights()).second).toBe(0);
    const left = (await device.cache.keys()).filter((key) => key.includes(tokens.sha256));
    expect(left, 'files of it that were whole').toEqual([]);
    expect(await entry(device.newLibrary())).toMatchObject({
      version: '1',
      newVersion: '2',
      usedBytes: 1110,
    });
    expect((await device.weightsInUse()).bytes).toEqual(WEIGHTS);
  });

  it('by two tabs at once is one download, and both have it', async () => {
    const outcomes = await Promise.all([install(device.newLibrary()), install(device.newLibrary())]);
    expect(outcomes.map(codeOf)).toEqual(['ok', 'ok']);
    expect(device.host.count(WEIGHTS_PATH)).toBe(1);
  });

  it('goes on in the tab that waits where the other one stops', async () => {
    device.host.serve(WEIGHTS_PATH, (_, signal) => brokenOff(WEIGHTS, 512, signal));
    const [one, two] = [device.newLibrary(), device.newLibrary()];
    const first = install(one, (done) => {
      if (done < 512) return;
      device.host.publish(FIRST, CONTENTS);
      void one.pause(ID);
    });
    const second = install(two);
    expect([codeOf(await first), codeOf(await second)]).toEqual(['cancelled', 'ok']);
    expect(device.host.ranges).toEqual(['bytes=512-']);
  });

  it('where the browser has no IndexedDB at all is told as an answer, too', async () => {
    const own = globalThis.indexedDB;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    try {
      device.cache = indexedDbCache('none');
      expect(await device.newLibrary().list(CHOICE)).toMatchObject({ ok: true, value: { keeps: false } });
    } finally {
      globalThis.indexedDB = own;
    }
  });

  it('without IndexedDB is not possible, and the models work all the same', async () => {
    const refuse = (): Promise<never> => Promise.reject(new DOMException('refused', 'InvalidStateError'));
    device.cache = { get: refuse, set: refuse, delete: refuse, keys: refuse };
    const shelf = await device.newLibrary().list(CHOICE);
    expect(shelf).toMatchObject({ ok: true, value: { keeps: false } });
    expect(codeOf(await install(device.newLibrary()))).toBe('storage-full');
    expect((await device.weightsInUse()).bytes).toEqual(WEIGHTS);
  });
});
