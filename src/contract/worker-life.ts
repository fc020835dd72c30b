/**
 * A worker that closes itself, or that the browser ends, tells nobody. So it holds a lock of this name from its
 * start to its end, and says so once it has it: whoever waits for the same lock gets it when the worker is gone.
 */
export interface WorkerAlive {
  readonly type: 'worker-alive';
  readonly lockName: string;
}

/**
 * The runtime's program, compiled. A worker sends it once it has it; the worker that takes its place is sent it first,
 * and neither fetches nor compiles it again. Threads share the machine code of a module.
 */
export interface CompiledRuntime {
  readonly type: 'compiled-runtime';
  readonly module: WebAssembly.Module;
}
