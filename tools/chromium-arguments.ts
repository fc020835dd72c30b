import { existsSync } from 'node:fs';
import type { ProviderChoice } from '../src/contract/recognizer-api';

/** Keeps Chromium quiet and off the network; `headless: false` beside it, or Playwright picks the old shell. */
const BASE_ARGUMENTS = [
  '--headless=new',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Linux lists a GPU's render node under /dev/dri; other systems are taken to have a GPU. */
function hasGpu(): boolean {
  return process.platform !== 'linux' || existsSync('/dev/dri/renderD128') || existsSync('/dev/nvidia0');
}

/** Chromium's own sandbox refuses to start for root, and in most containers. */
function sandboxArguments(): string[] {
  return runsAsRoot() || process.env['CI'] !== undefined ? ['--no-sandbox'] : [];
}

/**
 * Arguments of a headless Chromium that can reach WebGPU. Where no GPU is there, a forced WebGPU runs on
 * SwiftShader, Chromium's software adapter: right, but slow; `auto` never takes that one.
 */
export function chromiumArguments(provider: ProviderChoice): string[] {
  const webgpu = provider === 'wasm' ? [] : ['--enable-unsafe-webgpu'];
  const gpu =
    provider !== 'wasm' && hasGpu() && process.platform === 'linux' ? ['--enable-features=Vulkan'] : [];
  const software = provider === 'webgpu' && !hasGpu() ? ['--use-webgpu-adapter=swiftshader'] : [];
  return [...BASE_ARGUMENTS, ...sandboxArguments(), ...webgpu, ...gpu, ...software];
}

/** A WAV file plays once as the microphone; the permission prompt is granted by itself. */
export function fakeMicrophoneArguments(wavPath: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${wavPath}%noloop`,
  ];
}
