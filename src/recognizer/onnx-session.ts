import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { Provider } from '../contract/model-manifest';
import { SEGMENT_WORKER_NAME } from '../contract/segment-worker-api';
import { RecognizerFailure } from './recognizer-failure';
import { RunQueue } from './run-queue';
import { RunWatch } from './run-watch';

const MAX_WASM_THREADS = 4;
/** Warnings only tell that shape arithmetic stays on the CPU. */
export const LOG_ERRORS = 3;
const OUT_OF_MEMORY =
  /out of memory|bad_alloc|\bOOM\b|allocation failed|could not allocate|memory access out of bounds/i;

/**
 * Threads of the WASM provider: more than one needs shared memory, which needs cross-origin isolation. Of workers that
 * write segments there is one a core, so each has one thread.
 */
export const WASM_THREADS =
  crossOriginIsolated && self.name !== SEGMENT_WORKER_NAME
    ? Math.min(MAX_WASM_THREADS, navigator.hardwareConcurrency)
    : 1;

env.wasm.wasmPaths = { wasm: wasmUrl };
env.wasm.numThreads = WASM_THREADS;
env.logLevel = 'error';

/** Float32Array is float32, BigInt64Array int64, Uint8Array bool. */
export interface InputTensor {
  readonly data: Float32Array | BigInt64Array | Uint8Array;
  readonly dims: readonly number[];
}

export interface OutputTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** What the engines need of a session; tests put a small fake in its place. */
export interface TensorRunner {
  /** Outputs in the order of the names asked for. Throws a RecognizerFailure if the runtime fails. */
  run(inputs: Readonly<Record<string, InputTensor>>, outputs: readonly string[]): Promise<OutputTensor[]>;
  /** Safe to call twice. */
  dispose(): Promise<void>;
}

// The runtime is one WASM instance: sessions share it, so they share the queue.
export const runtimeQueue = new RunQueue();

const deviceListeners = new Set<() => void>();
/** The device under the open sessions on WebGPU: the runtime lets go of it with the last of them. */
let watched: GPUDevice | undefined;
let openOnGpu = 0;

/**
 * For WebGPU, whose answer can be lost: a call on WASM holds the thread until it is done, and no timer comes between. The
 * student over thirty seconds at once is the longest; software adapters take three times as long as the sound.
 */
export const runWatch = new RunWatch(120_000);

/** Calls back when the graphics device is lost under sessions that are open: none of them runs any more. */
export function onDeviceLost(listener: () => void): void {
  deviceListeners.add(listener);
}

/** A session was opened on the device: its loss is watched. */
export function openedOnDevice(): void {
  openOnGpu += 1;
  void watchDevice();
}

/** A session on the device is closed. */
export function closedOnDevice(): void {
  openOnGpu -= 1;
}

async function watchDevice(): Promise<void> {
  const device = await env.webgpu.device;
  if (device === watched) return;
  watched = device;
  await device.lost;
  if (openOnGpu > 0 && watched === device) for (const listener of deviceListeners) listener();
}

/** One model in ONNX Runtime Web: the only place that knows the runtime. */
export class OnnxSession implements TensorRunner {
  #session: InferenceSession | undefined;
  readonly #provider: Provider;

  private constructor(session: InferenceSession, provider: Provider) {
    this.#session = session;
    this.#provider = provider;
  }

  /**
   * @param model an .onnx or .ort file
   * @throws RecognizerFailure 'provider-failed' or 'out-of-memory'
   */
  static async open(model: Uint8Array, provider: Provider): Promise<OnnxSession> {
    return runtimeQueue.run(async () => {
      try {
        const session = await InferenceSession.create(model, {
          executionProviders: [{ name: provider }],
          logSeverityLevel: LOG_ERRORS,
        });
        if (provider === 'webgpu') openedOnDevice();
        return new OnnxSession(session, provider);
      } catch (error) {
        throw runtimeFailure(error, provider, 'cannot load the model');
      }
    });
  }

  async run(
    inputs: Readonly<Record<string, InputTensor>>,
    outputs: readonly string[],
  ): Promise<OutputTensor[]> {
    return runtimeQueue.run(async () => {
      const session = this.#session;
      if (session === undefined) throw runtimeFailure('session was closed', this.#provider, 'cannot run');
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [name, tensorOf(input)]),
      );
      try {
        const results = await runWatch.over(session.run(feeds, outputs));
        return outputs.map((name) => floatsOf(results[name], name));
      } catch (error) {
        throw runtimeFailure(error, this.#provider, 'the run failed');
      }
    });
  }

  async dispose(): Promise<void> {
    return runtimeQueue.run(async () => {
      const session = this.#session;
      this.#session = undefined;
      if (session === undefined) return;
      if (this.#provider === 'webgpu') closedOnDevice();
      await session.release();
    });
  }
}

export function tensorOf({ data, dims }: InputTensor): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, dims);
  if (data instanceof BigInt64Array) return new Tensor('int64', data, dims);
  return new Tensor('bool', data, dims);
}

export function floatsOf(tensor: Tensor | undefined, name: string): OutputTensor {
  if (!(tensor?.data instanceof Float32Array)) throw new Error(`output ${name} is missing or not float32`);
  return { data: tensor.data, dims: tensor.dims };
}

export function runtimeFailure(error: unknown, provider: Provider, what: string): RecognizerFailure {
  const detail = error instanceof Error ? error.message : String(error);
  return new RecognizerFailure({
    code: OUT_OF_MEMORY.test(detail) ? 'out-of-memory' : 'provider-failed',
    message: `${provider}: ${what}: ${detail}`,
  });
}
