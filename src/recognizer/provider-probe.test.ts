import { expect, test } from 'vitest';
import { openFirstProvider, probeWebGpu, type GpuProbe } from './provider-probe';
import { RecognizerFailure } from './recognizer-failure';

const HARDWARE: GpuProbe = {
  usable: true,
  adapter: 'acme one',
  software: false,
  features: new Set(['shader-f16']),
};
const SOFTWARE: GpuProbe = { usable: true, adapter: 'soft', software: true, features: new Set() };
const NONE: GpuProbe = { usable: false, code: 'no-adapter', reason: 'no adapter' };

const probe = (result: GpuProbe) => () => Promise.resolve(result);
const open = (provider: string) => Promise.resolve(`session on ${provider}`);
const failing = (bad: string) => (provider: string) =>
  provider === bad
    ? Promise.reject(new RecognizerFailure({ code: 'provider-failed', message: 'its output is off' }))
    : open(provider);

test('auto takes WebGPU where it works', async () => {
  expect(await openFirstProvider('auto', probe(HARDWARE), open)).toEqual({
    provider: 'webgpu',
    adapter: 'acme one',
    refused: [],
    opened: 'session on webgpu',
  });
});

test.each([
  ['there is none', NONE, open, 'no-adapter', /no adapter/],
  ['it is software', SOFTWARE, open, 'software-adapter', /software/],
  ['its output is wrong', HARDWARE, failing('webgpu'), undefined, /output is off/],
])('auto falls back to WASM where %s, and says why', async (_, gpu, opener, code, reason) => {
  const result = await openFirstProvider('auto', probe(gpu), opener);
  expect(result).toMatchObject({ provider: 'wasm', adapter: '', opened: 'session on wasm' });
  expect(result.refused).toEqual([
    { provider: 'webgpu', code, reason: expect.stringMatching(reason) as string },
  ]);
});

test('whoever opens a provider is told what its adapter can do', async () => {
  const told: (readonly string[])[] = [];
  const noting = (_: string, features: ReadonlySet<string>) => Promise.resolve(told.push([...features]));
  await openFirstProvider('auto', probe(HARDWARE), noting);
  await openFirstProvider('wasm', probe(HARDWARE), noting);
  expect(told).toEqual([['shader-f16'], []]);
});

test('forced WebGPU takes a software adapter', async () => {
  expect((await openFirstProvider('webgpu', probe(SOFTWARE), open)).provider).toBe('webgpu');
});

test('forced WebGPU never falls back', async () => {
  await expect(openFirstProvider('webgpu', probe(NONE), open)).rejects.toMatchObject({
    failure: { code: 'webgpu-unavailable' },
  });
  await expect(openFirstProvider('webgpu', probe(HARDWARE), failing('webgpu'))).rejects.toMatchObject({
    failure: { code: 'provider-failed' },
  });
});

test('forced WASM does not touch WebGPU', async () => {
  const untouchable = () => Promise.reject(new Error('probed'));
  expect((await openFirstProvider('wasm', untouchable, open)).provider).toBe('wasm');
});

test('an unexpected error is not taken for a refusal', async () => {
  const bug = () => Promise.reject(new TypeError('bug'));
  await expect(openFirstProvider('auto', probe(HARDWARE), bug)).rejects.toThrow('bug');
});

/** As much of an adapter as the probe reads. */
function fakeGpu(limits: Record<string, number>, requestDevice: () => Promise<unknown>): GPU {
  const info = { vendor: 'acme', architecture: 'one', isFallbackAdapter: false };
  const adapter = { limits, info, features: new Set(['shader-f16']), requestDevice };
  return { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
}

const LIMITS = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeInvocationsPerWorkgroup: 256,
};

test('the probe reports the adapter and lets its trial device go', async () => {
  let destroyed = false;
  const device = { destroy: () => (destroyed = true) };
  const gpu = fakeGpu(LIMITS, () => Promise.resolve(device));
  expect(await probeWebGpu(gpu)).toEqual(HARDWARE);
  expect(destroyed).toBe(true);
});

test('the probe names what is missing', async () => {
  const noDevice = () => Promise.reject(new Error('device lost'));
  expect(await probeWebGpu(undefined)).toMatchObject({
    code: 'no-webgpu',
    reason: expect.stringMatching(/no WebGPU/) as string,
  });
  expect(await probeWebGpu(fakeGpu(LIMITS, noDevice))).toMatchObject({
    reason: expect.stringMatching(/device lost/) as string,
  });
  const small = fakeGpu({ ...LIMITS, maxBufferSize: 1024 }, noDevice);
  expect(await probeWebGpu(small)).toMatchObject({
    reason: expect.stringMatching(/maxBufferSize is 1024/) as string,
  });
});
