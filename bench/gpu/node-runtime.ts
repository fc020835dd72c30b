import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Ort from 'onnxruntime-web/webgpu';
import type { DeviceRunner, DeviceTensor } from '../../src/recognizer/device-runner';
import type { InputTensor, OutputTensor, TensorRunner } from '../../src/recognizer/onnx-session';

type Runtime = typeof Ort;
type WriteBuffer = (this: GPUQueue, ...given: Parameters<GPUQueue['writeBuffer']>) => void;

/** A file that a graph's weights lie in. */
export interface WeightFile {
  readonly path: string;
  readonly data: Uint8Array;
}

/** ONNX Runtime Web in Node, over Dawn: what a browser runs, without the browser. */
export class NodeRuntime {
  private constructor(
    readonly adapter: string,
    private readonly ort: Runtime,
  ) {}

  /**
   * @param webgpuModule file of the package `webgpu` (Dawn for Node)
   * @param ortFolder `dist` of onnxruntime-web
   */
  static async open(webgpuModule: string, ortFolder: string): Promise<NodeRuntime> {
    const dawn = (await import(pathToFileURL(webgpuModule).href)) as {
      create: (options: readonly string[]) => GPU;
      globals: { GPUQueue: { prototype: GPUQueue } };
    };
    Object.assign(globalThis, dawn.globals);
    copyBeforeWrites(dawn.globals.GPUQueue.prototype);
    const gpu = dawn.create([]);
    Object.defineProperty(globalThis, 'navigator', {
      value: { gpu, hardwareConcurrency: 1 },
      configurable: true,
    });
    const adapter = await gpu.requestAdapter();
    if (adapter === null) throw new Error('WebGPU finds no graphics adapter');
    const { vendor, architecture, device, description } = adapter.info;
    const at = (name: string): string => join(ortFolder, name);
    const ort = (await import(pathToFileURL(at('ort.webgpu.min.mjs')).href)) as Runtime;
    ort.env.wasm.wasmPaths = { mjs: pathToFileURL(at('ort-wasm-simd-threaded.asyncify.mjs')).href };
    ort.env.wasm.wasmBinary = await readFile(at('ort-wasm-simd-threaded.asyncify.wasm'));
    ort.env.wasm.numThreads = 1;
    ort.env.logLevel = 'error';
    return new NodeRuntime([vendor, architecture, device, description].filter(Boolean).join(' '), ort);
  }

  /** @param keep outputs that stay on the device. */
  async openOnDevice(
    model: Uint8Array,
    weights: readonly WeightFile[],
    keep: readonly string[] = [],
  ): Promise<DeviceRunner> {
    const { ort } = this;
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [{ name: 'webgpu' }],
      externalData: [...weights],
      preferredOutputLocation: Object.fromEntries(keep.map((name) => [name, 'gpu-buffer'])),
      logSeverityLevel: 3,
    });
    return {
      run: async (inputs, { read, kept = [] }) => {
        const feeds = Object.fromEntries(
          Object.entries(inputs).map(([name, input]) => [
            name,
            input instanceof ort.Tensor ? input : this.#tensorOf(input as InputTensor),
          ]),
        );
        const names = read === undefined ? kept : [read, ...kept];
        const results = await session.run(feeds, names);
        return {
          read: read === undefined ? undefined : floatsOf(results, read),
          kept: kept.map((name) => results[name] as unknown as DeviceTensor),
        };
      },
      dispose: () => session.release(),
    };
  }

  /** As the app's second look. */
  async openOnWasm(model: Uint8Array): Promise<TensorRunner> {
    const session = await this.ort.InferenceSession.create(model, {
      executionProviders: ['wasm'],
      logSeverityLevel: 3,
    });
    return {
      run: async (inputs, outputs) => {
        const feeds = Object.fromEntries(
          Object.entries(inputs).map(([name, input]) => [name, this.#tensorOf(input)]),
        );
        const results = await session.run(feeds, outputs);
        return outputs.map((name) => floatsOf(results, name));
      },
      dispose: () => session.release(),
    };
  }

  #tensorOf({ data, dims }: InputTensor): Ort.Tensor {
    const { Tensor } = this.ort;
    if (data instanceof Float32Array) return new Tensor('float32', data, dims);
    if (data instanceof BigInt64Array) return new Tensor('int64', data, dims);
    return new Tensor('bool', data, dims);
  }
}

/** Dawn for Node takes no view of shared memory, and the memory of the runtime is shared. */
function copyBeforeWrites(prototype: GPUQueue): void {
  const write: WriteBuffer = Reflect.get(prototype, 'writeBuffer');
  prototype.writeBuffer = function (buffer, offset, data, ...rest) {
    const own = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
      : data;
    write.call(this, buffer, offset, own, ...rest);
  };
}

function floatsOf(results: Ort.InferenceSession.ReturnType, name: string): OutputTensor {
  const tensor = results[name];
  if (!(tensor?.data instanceof Float32Array)) throw new Error(`output ${name} is missing or not float32`);
  return { data: tensor.data, dims: tensor.dims };
}
