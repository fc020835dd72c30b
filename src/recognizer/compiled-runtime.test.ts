import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shareCompiledRuntime } from './compiled-runtime';

/** The smallest module there is. */
const PROGRAM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const answer = (): Response => new Response(PROGRAM, { headers: { 'Content-Type': 'application/wasm' } });

describe('shareCompiledRuntime', () => {
  const { instantiateStreaming } = WebAssembly;

  beforeEach(() => {
    vi.spyOn(WebAssembly, 'compileStreaming');
  });
  afterEach(() => {
    Object.assign(WebAssembly, { instantiateStreaming });
    vi.restoreAllMocks();
  });

  it('tells of the program once it is compiled', async () => {
    const tell = vi.fn();
    shareCompiledRuntime(tell);
    const { module, instance } = await WebAssembly.instantiateStreaming(Promise.resolve(answer()));
    expect(instance).toBeInstanceOf(WebAssembly.Instance);
    expect(tell.mock.calls).toEqual([[{ type: 'compiled-runtime', module }]]);
  });

  it('starts from a program that it is given, and compiles none', async () => {
    const tell = vi.fn();
    const take = shareCompiledRuntime(tell);
    const given = new WebAssembly.Module(PROGRAM);
    take({ type: 'compiled-runtime', module: given });
    const unneeded = answer();
    const { module } = await WebAssembly.instantiateStreaming(Promise.resolve(unneeded));
    expect(module).toBe(given);
    expect(WebAssembly.compileStreaming).not.toHaveBeenCalled();
    expect(tell).not.toHaveBeenCalled();
    // Nor is it needed that the program can be had.
    const offline = Promise.reject(new TypeError('Failed to fetch'));
    expect((await WebAssembly.instantiateStreaming(offline)).module).toBe(given);
  });
});
