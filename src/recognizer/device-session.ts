import { env, InferenceSession, type Tensor } from 'onnxruntime-web/webgpu';
import type { DeviceRunner, DeviceTensor } from './device-runner';
import {
  closedOnDevice,
  floatsOf,
  LOG_ERRORS,
  openedOnDevice,
  runtimeFailure,
  runtimeQueue,
  runWatch,
  tensorOf,
  type InputTensor,
  type OutputTensor,
} from './onnx-session';

/** A file that a graph's weights lie in, by the name that the graph has for it. */
export interface WeightFile {
  readonly path: string;
  readonly data: Uint8Array;
}

/** A tensor that the runtime left on the device. */
class RuntimeTensor implements DeviceTensor {
  constructor(readonly tensor: Tensor) {}

  get dims(): readonly number[] {
    return this.tensor.dims;
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

/** Limits of the device under the open sessions. */
export async function deviceLimits(): Promise<GPUSupportedLimits> {
  const device = await env.webgpu.device;
  return device.limits;
}

/** One graph on WebGPU whose outputs may stay there. */
export class DeviceSession implements DeviceRunner {
  #session: InferenceSession | undefined;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /**
   * @param keep outputs that stay on the device
   * @throws RecognizerFailure 'provider-failed' or 'out-of-memory'
   */
  static async open(
    model: Uint8Array,
    weights: WeightFile,
    keep: readonly string[] = [],
  ): Promise<DeviceSession> {
    return runtimeQueue.run(async () => {
      try {
        const session = await InferenceSession.create(model, {
          executionProviders: [{ name: 'webgpu' }],
          externalData: [weights],
          preferredOutputLocation: Object.fromEntries(keep.map((name) => [name, 'gpu-buffer'])),
          logSeverityLevel: LOG_ERRORS,
        });
        openedOnDevice();
        return new DeviceSession(session);
      } catch (error) {
        throw runtimeFailure(error, 'webgpu', 'cannot load the model');
      }
    });
  }

  async run(
    inputs: Readonly<Record<string, InputTensor | DeviceTensor>>,
    { read, kept = [] }: { readonly read?: string; readonly kept?: readonly string[] },
  ): Promise<{ readonly read: OutputTensor | undefined; readonly kept: readonly DeviceTensor[] }> {
    return runtimeQueue.run(async () => {
      const session = this.#session;
      if (session === undefined) throw runtimeFailure('session was closed', 'webgpu', 'cannot run');
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [
          name,
          input instanceof RuntimeTensor ? input.tensor : tensorOf(input as InputTensor),
        ]),
      );
      try {
        const names = read === undefined ? kept : [read, ...kept];
        const results = await runWatch.over(session.run(feeds, names));
        return {
          read: read === undefined ? undefined : floatsOf(results[read], read),
          kept: kept.map((name) => new RuntimeTensor(results[name] ?? missing(name))),
        };
      } catch (error) {
        throw runtimeFailure(error, 'webgpu', 'the run failed');
      }
    });
  }

  async dispose(): Promise<void> {
    return runtimeQueue.run(async () => {
      const session = this.#session;
      this.#session = undefined;
      if (session === undefined) return;
      closedOnDevice();
      await session.release();
    });
  }
}

function missing(name: string): never {
  throw new Error(`output ${name} is missing`);
}
