import type { Provider } from '../contract/model-manifest';
import type { ProviderChoice, ProviderReport, Refusal } from '../contract/recognizer-api';
import { RecognizerFailure } from './recognizer-failure';

/** What the student's kernels use; every conforming core adapter has them. */
const NEEDED_LIMITS = {
  maxBufferSize: 64 * 1024 * 1024,
  maxStorageBufferBindingSize: 64 * 1024 * 1024,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16 * 1024,
  maxComputeInvocationsPerWorkgroup: 256,
} as const;

const NO_FEATURES: ReadonlySet<string> = new Set();

export type GpuProbe =
  | {
      readonly usable: true;
      /** Vendor and architecture. */
      readonly adapter: string;
      /** WebGPU computed on the CPU: right, and slower than WASM. */
      readonly software: boolean;
      /** Optional features that variants may need, such as shader-f16. */
      readonly features: ReadonlySet<string>;
    }
  | (Why & { readonly usable: false });

type Why = Omit<Refusal, 'provider'>;

export interface OpenedProvider<T> {
  readonly provider: Provider;
  /** Empty on WASM. */
  readonly adapter: string;
  readonly refused: ProviderReport['refused'];
  readonly opened: T;
}

/** Asks for an adapter, its limits and a device. Never throws. */
export async function probeWebGpu(gpu: GPU | undefined): Promise<GpuProbe> {
  if (gpu === undefined)
    return { usable: false, code: 'no-webgpu', reason: 'this browser has no WebGPU here' };
  try {
    const adapter = await gpu.requestAdapter();
    if (adapter === null)
      return { usable: false, code: 'no-adapter', reason: 'WebGPU finds no graphics adapter' };
    for (const [limit, needed] of Object.entries(NEEDED_LIMITS)) {
      const available = adapter.limits[limit as keyof typeof NEEDED_LIMITS];
      if (available < needed) {
        return {
          usable: false,
          reason: `the graphics adapter's ${limit} is ${available}, ${needed} is needed`,
        };
      }
    }
    const device = await adapter.requestDevice({ requiredLimits: NEEDED_LIMITS });
    device.destroy();
    const { vendor, architecture, isFallbackAdapter } = adapter.info;
    return {
      usable: true,
      adapter: `${vendor} ${architecture}`.trim(),
      software: isFallbackAdapter,
      features: new Set(adapter.features),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { usable: false, reason: `WebGPU gives no device: ${detail}` };
  }
}

/**
 * Opens the first provider that works: WebGPU, then WASM; or the forced one and no other.
 *
 * @param open throws a RecognizerFailure to have its provider refused; any other error ends the search
 * @throws RecognizerFailure 'webgpu-unavailable' if WebGPU was forced and is not there, or what the last
 *   provider threw
 */
export async function openFirstProvider<T>(
  choice: ProviderChoice,
  probe: () => Promise<GpuProbe>,
  open: (provider: Provider, features: ReadonlySet<string>) => Promise<T>,
): Promise<OpenedProvider<T>> {
  const refused: Refusal[] = [];
  if (choice !== 'wasm') {
    const gpu = await probe();
    const why = refusalOf(gpu, choice);
    if (why !== undefined) {
      if (choice === 'webgpu')
        throw new RecognizerFailure({
          code: 'webgpu-unavailable',
          message: `WebGPU cannot be used: ${why.reason}.`,
        });
      refused.push({ provider: 'webgpu', ...why });
    } else {
      try {
        const adapter = gpu.usable ? gpu.adapter : '';
        const features = gpu.usable ? gpu.features : NO_FEATURES;
        return { provider: 'webgpu', adapter, refused, opened: await open('webgpu', features) };
      } catch (error) {
        if (choice === 'webgpu' || !(error instanceof RecognizerFailure)) throw error;
        refused.push({ provider: 'webgpu', reason: error.message });
      }
    }
  }
  return { provider: 'wasm', adapter: '', refused, opened: await open('wasm', NO_FEATURES) };
}

function refusalOf(gpu: GpuProbe, choice: ProviderChoice): Why | undefined {
  if (!gpu.usable) {
    const { usable: _, ...why } = gpu;
    return why;
  }
  if (!gpu.software || choice !== 'auto') return undefined;
  return { code: 'software-adapter', reason: 'the graphics adapter is software, which is slower than WASM' };
}
