import type { CompiledRuntime, WorkerAlive } from '../contract/worker-life';

/**
 * To be called as soon as the worker is made. Resolves with the reason once it has come to its end, whatever ended it;
 * where the browser has no locks, only if it could not be started.
 */
export function endOf(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.addEventListener('error', (event) => {
      resolve(event.message || 'its program could not be loaded');
    });
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isAlive(data)) return;
      void navigator.locks.request(data.lockName, () => {
        resolve('its worker is gone');
      });
    });
  });
}

/** Keeps the runtime that one worker compiled for the next. */
export class KeptRuntime {
  #runtime: CompiledRuntime | null = null;

  /** To be called before anything else is sent to the worker. */
  shareWith(worker: Worker): void {
    if (this.#runtime !== null) worker.postMessage(this.#runtime);
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isCompiledRuntime(data)) this.#runtime = data;
    });
  }
}

function isAlive(data: unknown): data is WorkerAlive {
  return hasType(data, 'worker-alive');
}

function isCompiledRuntime(data: unknown): data is CompiledRuntime {
  return hasType(data, 'compiled-runtime');
}

function hasType(data: unknown, type: string): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type;
}
